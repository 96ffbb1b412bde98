/**
 * New deals signed a month (rows 2021 to 2025) and the average first contract of a quarter in whole USD.
 * Quarters end strong and summers are slow; July to September 2023 is the bad quarter after the June outage.
 */
export const NEW_DEALS: readonly (readonly number[])[] = [
  [10, 13, 20, 18, 22, 30, 23, 22, 34, 32, 37, 48],
  [29, 30, 40, 31, 33, 42, 29, 28, 41, 35, 38, 52],
  [30, 31, 41, 32, 35, 43, 15, 14, 22, 34, 40, 53],
  [32, 34, 44, 35, 37, 45, 31, 30, 43, 37, 42, 55],
  [35, 36, 49, 38, 41, 51, 34, 33, 48, 45, 49, 56],
];

export const FIRST_CONTRACT_USD: readonly (readonly number[])[] = [
  [10_700, 10_900, 11_000, 11_100],
  [11_200, 11_300, 11_400, 11_600],
  [11_600, 11_800, 10_900, 12_300],
  [12_700, 13_500, 14_700, 16_300],
  [20_950, 24_000, 28_000, 35_300],
];

/** Workspace Starter, the only plan under 10,000 a year, in per cent of new deals; withdrawn on 2024-07-01. */
export const STARTER_PER_CENT: readonly (readonly number[])[] = [
  [52, 50, 48, 46],
  [45, 44, 42, 40],
  [38, 36, 34, 32],
  [29, 24, 0, 0],
  [0, 0, 0, 0],
];

/** Accounts that tried Wingtip in a quarter and did not buy. */
export const TRIALS_ONLY_A_QUARTER = 3;

/** The shape of deal sizes around their mean, by twentieth of the deals, in per cent. */
export const SIZE_SHAPE: readonly number[] = [
  50, 53, 56, 59, 62, 66, 70, 74, 78, 83, 88, 93, 99, 106, 114, 124, 137, 160, 204, 300,
];

/** The accounts that grow past 150,000 a year: month of signing and first contract in whole USD. */
export const KEY_ACCOUNTS: readonly (readonly [string, number])[] = [
  ["2021-06", 61_000],
  ["2021-09", 74_000],
  ["2021-12", 68_000],
  ["2022-03", 72_000],
  ["2022-06", 83_000],
  ["2022-09", 78_000],
  ["2022-12", 92_000],
  ["2023-03", 88_000],
  ["2023-05", 97_000],
  ["2023-11", 106_000],
  ["2023-12", 118_000],
  ["2024-03", 126_000],
  ["2024-06", 132_000],
  ["2024-09", 158_000],
  ["2025-06", 164_000],
];
