import { countSegments, measures } from "./rfm-kit.mjs";

/** Orders that are summed and not kept: the shortest way from columns to segments. */
export const contestants = [
  {
    name: "rfm-kit-accumulate",
    label: "rfm-kit, accumulate, Int32 ids",
    group: "integer ids",
    bytesPerOrder: 80,
    prepare({ customer, day, amount }, { rfmKit, question }) {
      const columns = { customer, date: day, amount };
      return () => countSegments(rfmKit.rfm(rfmKit.accumulate().addColumns(columns).table(measures(rfmKit, question))));
    },
  },
];
