/** Short words of the field that are written in capitals, in letters as a file's name has them. */
const capitals: ReadonlyMap<string, string> = new Map(
  ["ACV", "API", "ARPA", "ARR", "B2B", "B2C", "CAC", "CLV", "CMRR", "CRM", "CSAT", "CSM", "EMEA", "EU", "GRR"]
    .concat([
      "ICP",
      "ID",
      "LTV",
      "MRR",
      "NPS",
      "NRR",
      "QBR",
      "ROI",
      "SDR",
      "SKU",
      "SLA",
      "SMB",
      "TCV",
      "UK",
      "US",
    ])
    .map((word) => [word.toLowerCase(), word]),
);

/**
 * The name of a file as a title: words apart, the first with a capital, short words of the field in capitals.
 *
 * @example titleOfName("contract_size") // "Contract size"
 * @example titleOfName("cmrr_band") // "CMRR band"
 * @example titleOfName("last_nps") // "Last NPS"
 */
export function titleOfName(name: string): string {
  const words = name.split("_").filter((word) => word !== "");
  const title = words.map((word) => capitals.get(word) ?? word).join(" ");
  return title.charAt(0).toUpperCase() + title.slice(1);
}
