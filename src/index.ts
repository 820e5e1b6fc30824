export { applyBins, type Scores } from "./binning/apply-bins.js";
export type { BinColumns } from "./binning/bin-columns.js";
export type { BinGroup, BinModel, DimensionBins } from "./binning/bin-model.js";
export type {
  BinSpec,
  BinsByDimension,
  BinsOption,
  CustomSpec,
  Dimension,
  Nesting,
  QuantilesSpec,
  QuantileType,
  RuleName,
  RuleSpec,
  ThresholdsSpec,
} from "./binning/bin-spec.js";
export { cumeDist } from "./binning/cume-dist.js";
export { custom } from "./binning/custom.js";
export type { Edge } from "./binning/edge.js";
export { equalWidth } from "./binning/equal-width.js";
export { type FitBinsOptions, fitBins } from "./binning/fit-bins.js";
export { meanSplit } from "./binning/mean-split.js";
export { medianSplit } from "./binning/median-split.js";
export { naturalBreaks } from "./binning/natural-breaks.js";
export { ntile } from "./binning/ntile.js";
export { pandas } from "./binning/pandas.js";
export { percentRank } from "./binning/percent-rank.js";
export { type QuantilesOptions, quantiles } from "./binning/quantiles.js";
export { rRfm } from "./binning/r-rfm.js";
export { spss } from "./binning/spss.js";
export { type ThresholdsOptions, thresholds } from "./binning/thresholds.js";
export { isRfmError, RfmError, type RfmErrorCode, type RfmErrorDetails, type RowIssueCode } from "./errors.js";
export { formatDay } from "./input/days/format-day.js";
export { type DateLike, type ParseDayOptions, parseDay } from "./input/days/parse-day.js";
export type { CustomerId } from "./input/ids/id-table.js";
export type { Customers, IdTypeCounts, Ledger, LedgerDiagnostics, UnpaidRows, Warning } from "./input/ledger.js";
export { ledgerFromColumns } from "./input/ledger-from-columns.js";
export { ledgerFromRows } from "./input/ledger-from-rows.js";
export { ledgerFromStream } from "./input/ledger-from-stream.js";
export type {
  AmountColumn,
  DateColumn,
  DictionaryColumn,
  IdColumn,
  NumberArray,
  OrderColumns,
  Utf8Column,
} from "./input/order-columns.js";
export type { CanHold, Field, KeyOf, OrderFields, OrderOptions } from "./input/order-fields.js";
export type { OrderSettings, RefundPolicy } from "./input/order-options.js";
export type { OrderStatus } from "./input/read-status.js";
export type { RowIssue, RowIssues } from "./input/row-issues.js";
export { type CompositeScores, type CompositeWeights, compositeScore } from "./rfm/composite-score.js";
export type { SegmentFlowCounts, SegmentFlowRow, SegmentFlowTotals } from "./rfm/count-flow.js";
export type { CustomerRfm } from "./rfm/customer-rfm.js";
export type {
  ExplainLanguage,
  Explanation,
  Neighbour,
  ScoreExplanation,
  ScoreExplanations,
  Step,
} from "./rfm/explanation.js";
export { loadModel } from "./rfm/load-model.js";
export type {
  FrequencyMeasure,
  FrequencyRate,
  MeasureDefinition,
  MeasureOptions,
  MonetaryMeasure,
} from "./rfm/measure-definition.js";
export { measureRfm } from "./rfm/measure-rfm.js";
export type { BeyondFit, OutOfRange } from "./rfm/out-of-range.js";
export { type RfmOptions, rfm, type ScoreOptions, type SegmentIdOf } from "./rfm/rfm.js";
export type { RfmColumns } from "./rfm/rfm-columns.js";
export type { RfmModel } from "./rfm/rfm-model.js";
export type { RfmDiagnostics, RfmResult } from "./rfm/rfm-result.js";
export type { CustomerRowsDiagnostics, CustomersWithoutOrders, RfmTable, TableDiagnostics } from "./rfm/rfm-table.js";
export { type CustomerScores, type CustomerValues, scoreCustomer } from "./rfm/score-customer.js";
export { type ScoreRfmOptions, scoreRfm } from "./rfm/score-rfm.js";
export { type SegmentFlow, type SegmentFlowOptions, segmentFlow } from "./rfm/segment-flow.js";
export type { SegmentRank } from "./rfm/segment-rank.js";
export {
  type SegmentTrend,
  type SegmentTrendByModelOptions,
  type SegmentTrendOptions,
  type SegmentTrendPoint,
  type SegmentTrendRow,
  segmentTrend,
} from "./rfm/segment-trend.js";
export type { Centre, SegmentSummary } from "./rfm/summarize.js";
export { type CustomerOptions, tableFromCustomers } from "./rfm/table-from-customers.js";
export { assignSegments } from "./segments/assign-segments.js";
export { checkSegments } from "./segments/check-segments.js";
export { defineSegments } from "./segments/define-segments.js";
export { type Cn8Id, cn8 } from "./segments/presets/cn8.js";
export { type Connectif11Id, connectif11 } from "./segments/presets/connectif11.js";
export { type Ocard3Id, ocard3 } from "./segments/presets/ocard3.js";
export { type Putler11Id, putler11 } from "./segments/presets/putler11.js";
export { putler11Rounded } from "./segments/presets/putler11-rounded.js";
export { type Pymc5Id, pymc5 } from "./segments/presets/pymc5.js";
export { type PythonRfm10Id, pythonRfm10 } from "./segments/presets/python-rfm10.js";
export { type RRfm02Id, rRfm02 } from "./segments/presets/r-rfm02.js";
export { type RRfm030Id, rRfm030 } from "./segments/presets/r-rfm030.js";
export { type RfGrid10Id, rfGrid10 } from "./segments/presets/rf-grid10.js";
export { type Squeezely11Id, squeezely11 } from "./segments/presets/squeezely11.js";
export type {
  Box,
  Cell,
  DefineSegmentsOptions,
  SegmentDefinition,
  SegmentsDefinition,
} from "./segments/segment-definition.js";
export type {
  ResolvedFaults,
  Segment,
  SegmentGroup,
  SegmentMap,
  Shape,
  Texts,
  UncoveredCells,
} from "./segments/segment-map.js";
export type {
  InvalidClaim,
  NearestSegment,
  OverlappingCell,
  SegmentReport,
  SegmentSize,
} from "./segments/segment-report.js";
export type { SimulateOptions, SimulateParameters } from "./simulate/simulate-options.js";
export { type SimulatedOrders, simulateOrders } from "./simulate/simulate-orders.js";
