export { type AccumulateOptions, accumulate } from "./accumulate/accumulate.js";
export type {
  AccumulatedColumns,
  AccumulatedFields,
  AccumulatedMeasures,
  AccumulatedRate,
  AccumulatedTables,
  Accumulator,
  BucketWindow,
} from "./accumulate/accumulator.js";
export type { AccumulatedBuckets, BucketDays } from "./accumulate/buckets/bucket-rule.js";
export { type RestoreOptions, restoreAccumulator } from "./accumulate/restore-accumulator.js";
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
export { fitBgBb } from "./buying/bg-bb/fit-bg-bb.js";
export {
  type UsedOpportunities,
  type UsedOpportunitiesOptions,
  usedOpportunities,
} from "./buying/bg-bb/used-opportunities.js";
export { fitBgCnbd } from "./buying/bg-cnbd/fit-bg-cnbd.js";
export type { ErlangOptions } from "./buying/bg-cnbd/fit-erlang.js";
export { fitMbgCnbd } from "./buying/bg-cnbd/fit-mbg-cnbd.js";
export { fitBgNbd } from "./buying/bg-nbd/fit-bg-nbd.js";
export { fitMbgNbd } from "./buying/bg-nbd/fit-mbg-nbd.js";
export type {
  BuyingModel,
  BuyingModelKind,
  FitReport,
  FitStatus,
  LimitModel,
  PurchaseHistory,
} from "./buying/buying-model.js";
export { type DiscountOptions, discountedExpectedPurchases } from "./buying/discounted-expected-purchases.js";
export { expectedPurchases } from "./buying/expected-purchases.js";
export { expectedPurchasesOfNewcomer } from "./buying/expected-purchases-of-newcomer.js";
export type { Horizon, TimeSpan } from "./buying/horizon.js";
export { loadBuyingModel } from "./buying/load-buying-model.js";
export { logLikelihoodOf } from "./buying/log-likelihood-of.js";
export { fitNbd } from "./buying/nbd/fit-nbd.js";
export { noPurchaseProbability } from "./buying/no-purchase-probability.js";
export { fitParetoNbd } from "./buying/pareto-nbd/fit-pareto-nbd.js";
export { type PredictOptions, type PurchasePredictions, predictPurchases } from "./buying/predict-purchases.js";
export { probabilityAlive } from "./buying/probability-alive.js";
export type { PurchaseColumns } from "./buying/purchase-columns.js";
export { purchaseCountProbability } from "./buying/purchase-count-probability.js";
export type { CustomerHistories } from "./buying/read-histories.js";
export { type RepeatPurchases, type RepeatPurchasesOptions, repeatPurchases } from "./buying/repeat-purchases.js";
export type { TimeUnit } from "./buying/time-unit.js";
export type { ChurnColumns } from "./churn/churn-columns.js";
export type { ChurnFeatureOptions } from "./churn/churn-data.js";
export type { ChurnCandidate, ChurnEvaluation, OrderForecast } from "./churn/churn-evaluation.js";
export type {
  BuyingRisk,
  CalibratedRisk,
  ChurnModel,
  ChurnModelName,
  ChurnProfileField,
  LogisticRisk,
  SilenceCurveRisk,
  SilenceScore,
} from "./churn/churn-model.js";
export type { ChurnLanguage } from "./churn/churn-reasons.js";
export {
  CHURN_BANDS,
  type ChurnBand,
  type ChurnBandSummary,
  type ChurnDiagnostics,
  type ChurnResult,
  type CustomerChurn,
  type SaveFirstOptions,
} from "./churn/churn-result.js";
export { type ChurnRiskOptions, churnRisk } from "./churn/churn-risk.js";
export { type EvaluateChurnOptions, evaluateChurn } from "./churn/evaluate-churn.js";
export { loadChurnModel } from "./churn/load-churn-model.js";
export { explainLogistic, type LogisticEffect } from "./churn/logistic/explain-logistic.js";
export { type FitLogisticOptions, fitLogistic } from "./churn/logistic/fit-logistic.js";
export type {
  FeatureColumns,
  LogisticFeature,
  LogisticFit,
  LogisticModel,
} from "./churn/logistic/logistic-model.js";
export { predictLogistic } from "./churn/logistic/predict-logistic.js";
export { auc } from "./churn/metrics/auc.js";
export {
  type BrierDecomposition,
  type BrierDecompositionOptions,
  brierDecomposition,
} from "./churn/metrics/brier-decomposition.js";
export { brierScore } from "./churn/metrics/brier-score.js";
export { type CalibrationBin, calibrationTable } from "./churn/metrics/calibration-table.js";
export { expectedCalibrationError } from "./churn/metrics/expected-calibration-error.js";
export type { CalibrationOptions } from "./churn/metrics/group-probabilities.js";
export { type LiftGroup, type LiftOptions, liftTable } from "./churn/metrics/lift-table.js";
export { logLoss } from "./churn/metrics/log-loss.js";
export { type ScoreMetrics, type ScoreMetricsOptions, scoreMetrics } from "./churn/metrics/score-metrics.js";
export { isRfmError, RfmError, type RfmErrorCode, type RfmErrorDetails, type RowIssueCode } from "./errors.js";
export { formatDay } from "./input/days/format-day.js";
export { type DateLike, type ParseDayOptions, parseDay } from "./input/days/parse-day.js";
export type { EventColumns, ScalarColumn } from "./input/events/event-columns.js";
export type { EventFields, EventRowOptions } from "./input/events/event-fields.js";
export type {
  EventDiagnostics,
  EventField,
  EventLog,
  OrderEvents,
  Scalar,
  UnknownType,
} from "./input/events/event-log.js";
export type { EventSettings } from "./input/events/event-options.js";
export { eventsFromColumns } from "./input/events/events-from-columns.js";
export { eventsFromRows } from "./input/events/events-from-rows.js";
export { eventsFromStream } from "./input/events/events-from-stream.js";
export { type EventsWithOrdersOptions, eventsWithOrders } from "./input/events/events-with-orders.js";
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
export type {
  ProfileField,
  ProfileRowOptions,
  ProfileSettings,
  TypedField,
} from "./input/profiles/profile-options.js";
export type {
  ProfileColumn,
  ProfileDiagnostics,
  Profiles,
  ProfileType,
  TextColumn,
} from "./input/profiles/profiles.js";
export {
  type ProfileColumns,
  type ProfileFieldColumn,
  profilesFromColumns,
} from "./input/profiles/profiles-from-columns.js";
export { profilesFromRows } from "./input/profiles/profiles-from-rows.js";
export type { OrderStatus } from "./input/read-status.js";
export type { RowIssue, RowIssues } from "./input/row-issues.js";
export type { LifecycleFlowCounts, LifecycleFlowRow } from "./lifecycle/count-lifecycle-flow.js";
export {
  type CustomerMaturities,
  type CustomerMaturity,
  customerMaturity,
  MATURITIES,
  type Maturity,
  type MaturityOptions,
  type MaturitySummary,
} from "./lifecycle/customer-maturity.js";
export type { CycleMethod, PurchaseCycleColumns } from "./lifecycle/cycle-columns.js";
export { type FitLifecycleOptions, fitLifecycle } from "./lifecycle/fit-lifecycle.js";
export { type GapSurvival, gapSurvival } from "./lifecycle/gap-survival.js";
export { type HiatusOptions, hiatus } from "./lifecycle/hiatus.js";
export { type KaplanMeierOptions, kaplanMeier } from "./lifecycle/kaplan-meier.js";
export type { AsOfOptions } from "./lifecycle/ledger-day.js";
export { type LifecycleOptions, lifecycle } from "./lifecycle/lifecycle.js";
export type { LifecycleColumns } from "./lifecycle/lifecycle-columns.js";
export { type LifecycleFlow, lifecycleFlow } from "./lifecycle/lifecycle-flow.js";
export type { LifecycleFit, LifecycleModel, LifecycleThresholds } from "./lifecycle/lifecycle-model.js";
export type {
  CustomerLifecycle,
  LifecycleDiagnostics,
  LifecycleResult,
  LifecycleSummary,
} from "./lifecycle/lifecycle-result.js";
export type {
  HiatusRule,
  KaplanMeierRule,
  LifecycleRule,
  LifecycleRuleTexts,
  LifecycleSteps,
  OwnGapShareRule,
  PersonalMultipleRule,
  PooledPercentileRule,
} from "./lifecycle/lifecycle-rule.js";
export { LIFECYCLE_STATES, type LifecycleState } from "./lifecycle/lifecycle-state.js";
export { type LifecycleTrendOptions, type LifecycleTrendPoint, lifecycleTrend } from "./lifecycle/lifecycle-trend.js";
export { loadLifecycle } from "./lifecycle/load-lifecycle.js";
export { type OwnGapShareOptions, ownGapShare } from "./lifecycle/own-gap-share.js";
export { type PersonalMultipleOptions, personalMultiple } from "./lifecycle/personal-multiple.js";
export { type PooledPercentileOptions, pooledPercentile } from "./lifecycle/pooled-percentile.js";
export type { PopulationGaps } from "./lifecycle/population-gaps.js";
export { clutch3 } from "./lifecycle/presets/clutch3.js";
export { nes5 } from "./lifecycle/presets/nes5.js";
export { ordinary4 } from "./lifecycle/presets/ordinary4.js";
export { statlas3 } from "./lifecycle/presets/statlas3.js";
export { tiquo3 } from "./lifecycle/presets/tiquo3.js";
export { vortexIq4 } from "./lifecycle/presets/vortex-iq4.js";
export {
  type CustomerCycle,
  type PurchaseCycleOptions,
  type PurchaseCycles,
  purchaseCycle,
} from "./lifecycle/purchase-cycle.js";
export { type CustomerGaps, type PurchaseGaps, purchaseGaps } from "./lifecycle/purchase-gaps.js";
export type { Shrinkage } from "./lifecycle/shrinkage.js";
export {
  type GmvBridge,
  type GmvBridgeOptions,
  type GmvFactor,
  type GmvPeriod,
  gmvBridge,
} from "./planning/gmv-bridge.js";
export type {
  CouponPlan,
  CouponStage,
  ExistingCustomersPlan,
  ExistingStagePlan,
  GmvPlan,
  GmvPlanFigures,
  NewCustomersPlan,
  NewStagePlan,
  PlannedStage,
  PlanObstacle,
  StagePlan,
} from "./planning/gmv-plan.js";
export type {
  AiplPlanDefinition,
  AiplStages,
  ExistingStage,
  ExistingStageFigures,
  GmvGoal,
  GmvPlanDefinition,
  NewStage,
  NewStageFigures,
  StageFigures,
} from "./planning/plan-definition.js";
export { planGmv } from "./planning/plan-gmv.js";
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
export { type FitRfmOptions, fitRfm } from "./rfm/fit-rfm.js";
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
export type { SegmentMove } from "./rfm/segment-move.js";
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
export type {
  CustomerUpdate,
  RfmUpdate,
  Updatable,
  UpdateColumns,
  UpdateDiagnostics,
  UpdateValues,
} from "./rfm/update/rfm-update.js";
export { type UpdateOptions, update } from "./rfm/update/update.js";
export { and } from "./rules/and.js";
export { attr } from "./rules/attr.js";
export { checkRule, type RuleReport } from "./rules/check-rule.js";
export { type DescribeRuleOptions, describeRule } from "./rules/describe-rule.js";
export { type EventOptions, event } from "./rules/event.js";
export { type MatchRuleOptions, matchRule, type RuleMatch } from "./rules/match-rule.js";
export { normalizeRule } from "./rules/normalize-rule.js";
export { not } from "./rules/not.js";
export { or } from "./rules/or.js";
export { ref } from "./rules/ref.js";
export type {
  AttributeRule,
  EventMeasure,
  EventRule,
  ExceptKeyed,
  NumberOperator,
  ReferenceRule,
  RelativeDate,
  Rule,
  RuleGroup,
  RuleOperator,
  RuleScalar,
  RuleWindow,
} from "./rules/rule.js";
export type { RuleDiagnostics } from "./rules/rule-diagnostics.js";
export type { Membership, RuleData, RuleDataWithOrders } from "./rules/rule-program.js";
export type { RuleFault, RuleFaultCode, RuleFieldType, RuleSchema } from "./rules/rule-schema.js";
export { ruleSchemaOf } from "./rules/rule-schema-of.js";
export { validateRule } from "./rules/validate-rule.js";
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
export { type ClassifyOptions, classifyStages } from "./stages/classify-stages.js";
export { concentration, type StageConcentration, type StageConcentrationRow } from "./stages/concentration.js";
export type { StageFlowCounts, StageFlowRow, StageFlowTotals } from "./stages/count-stage-flow.js";
export { defineStages } from "./stages/define-stages.js";
export { type Fast, type FastOptions, fast } from "./stages/fast.js";
export { type AiplOptions, type AiplStage, aipl } from "./stages/presets/aipl.js";
export { aiplDatabank } from "./stages/presets/aipl-databank.js";
export { type AiplTechsunOptions, aiplTechsun } from "./stages/presets/aipl-techsun.js";
export type { StageWindows } from "./stages/presets/check-windows.js";
export {
  type DeeplinkBehaviours,
  type DeeplinkOptions,
  type DeeplinkStage,
  deeplink,
} from "./stages/presets/deeplink.js";
export { type Jd4aOptions, type Jd4aStage, jd4a } from "./stages/presets/jd4a.js";
export {
  type Kuaishou5rBehaviours,
  type Kuaishou5rOptions,
  type Kuaishou5rStage,
  kuaishou5r,
} from "./stages/presets/kuaishou5r.js";
export type { StageBehaviour } from "./stages/presets/ladder.js";
export { type O5aOptions, type O5aStage, o5a } from "./stages/presets/o5a.js";
export { type RedAipsBehaviours, type RedAipsOptions, type RedAipsStage, redAips } from "./stages/presets/red-aips.js";
export {
  type Tencent5rBehaviours,
  type Tencent5rOptions,
  type Tencent5rStage,
  tencent5r,
} from "./stages/presets/tencent5r.js";
export type { StageAssignment, StageColumns, StageEvent, StageReason, StageSize } from "./stages/stage-assignment.js";
export type { StageData } from "./stages/stage-data.js";
export type { StageDiagnostics, UnusedType } from "./stages/stage-diagnostics.js";
export { type StageFlow, stageFlow } from "./stages/stage-flow.js";
export type { Stage, StageModel, StagesDefinition, StageTexts } from "./stages/stage-model.js";
export type { StageResult } from "./stages/stage-result.js";
export { type StageTrend, type StageTrendOptions, type StageTrendPoint, stageTrend } from "./stages/stage-trend.js";
export { type CustomerEquity, customerEquity, type SegmentEquity } from "./value/customer-equity.js";
export {
  type CustomerSpend,
  type CustomerSpendOptions,
  customerSpend,
  type SpendOf,
} from "./value/customer-spend.js";
export { customerValue, type LedgerValueOptions, type MeasuredCustomers } from "./value/customer-value.js";
export { expectedSpend, type SpendHistory } from "./value/expected-spend.js";
export { fitGammaGamma } from "./value/fit-gamma-gamma.js";
export type { GammaGammaModel, SpendFitReport, SpendLimit } from "./value/gamma-gamma-model.js";
export type { LifetimeValue, LifetimeValueColumns, LifetimeValues } from "./value/lifetime-values.js";
export type { SpendColumns } from "./value/spend-rows.js";
export type { CustomerValueOptions, Discount, PaymentTiming } from "./value/value-options.js";
