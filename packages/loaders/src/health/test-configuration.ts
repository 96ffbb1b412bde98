/**
 * What tests of a version of the health score share: an NPS answer of 0 is 10 and of 10 is 90, three bands, and the two kinds
 * of exception, below a value and above one.
 */
export const testConfiguration = {
  inputs: {
    nps_answer: {
      points: [
        [0, 10],
        [10, 90],
      ],
    },
  },
  bands: [
    { band: "poor", above: 0, up_to: 22 },
    { band: "fair", above: 22, up_to: 32 },
    { band: "fine", above: 32, up_to: 100 },
  ],
  exceptions: [
    { name: "No champion", input: "nps_answer", below: 8, at_most: "fair" },
    { name: "Unpaid", input: "invoice_past_due", above: 45, at_most: "poor" },
  ],
};
