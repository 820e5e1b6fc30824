"""Fits a model of lifetimes as often as it is told to: one JSON line in, one JSON line out.

In:  {"file": "...", "rows": n, "model": "bg-nbd" | "pareto-nbd"}; the file holds repeats, last and age as n doubles each.
Out: {"seconds": s, "parameters": {...}}, or {"error": "..."} where lifetimes gives up.
"""

import json
import sys
import time
import warnings

import numpy
from lifetimes import BetaGeoFitter, ParetoNBDFitter

FITTERS = {"bg-nbd": BetaGeoFitter, "pareto-nbd": ParetoNBDFitter}


def fit(file, rows, model):
    columns = numpy.fromfile(file, dtype="<f8").reshape(3, rows)
    fitter = FITTERS[model](penalizer_coef=0.0)
    start = time.perf_counter()
    fitter.fit(columns[0], columns[1], columns[2])
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "parameters": {name: float(value) for name, value in fitter.params_.items()}}


def main():
    warnings.simplefilter("ignore")
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        try:
            answer = fit(**json.loads(line))
        except Exception as error:  # What lifetimes raises depends on the data; the run goes on without it.
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
