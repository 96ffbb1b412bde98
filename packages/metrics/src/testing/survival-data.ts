import type { Observation } from "../survival/observation.ts";

/** "13 13+" are an event and a censoring at 13, as the books print them. */
export function printedTimes(text: string, group?: string): Observation[] {
  return text
    .trim()
    .split(/\s+/)
    .map((time) => ({ duration: Number.parseFloat(time), event: !time.endsWith("+"), group }));
}

/** R package survival, data set aml: R. G. Miller (1997), Survival Analysis; weeks of remission. */
export const aml = [
  ...printedTimes("9 13 13+ 18 23 28+ 31 34 45+ 48 161+", "Maintained"),
  ...printedTimes("5 5 8 8 12 16+ 23 27 30 33 43 45", "Nonmaintained"),
];

/** Freireich et al. (1963), Blood 21; data set gehan of R package MASS: weeks of remission. */
export const gehan = [
  ...printedTimes("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+", "6-MP"),
  ...printedTimes("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23", "control"),
];

/** R package survival, data set ovarian: Edmonson et al. (1979), Cancer Treatment Reports 63; days by treatment. */
export const ovarian = [
  ...printedTimes("59 115 156 268 329 431 448+ 477+ 638 803+ 855+ 1040+ 1106+", "rx=1"),
  ...printedTimes("353 365 377+ 421+ 464 475 563 744+ 769+ 770+ 1129+ 1206+ 1227+", "rx=2"),
];

/** R package survival, data set lung: Loprinzi et al. (1994), Journal of Clinical Oncology 12; days, men and women. */
export const lung = [
  ...printedTimes(
    `306 455 1010+ 210 883 1022+ 218 166 170 71 567 144 613 707 88 301 624 371 394 574 118 390 12 26 533 53 814 93
     460 583 303 519 643 189 53 246 689 65 132 223 175 163 65 428 230 840+ 11 132 11 176 791 95 196+ 806+ 284 147
     163 655 239 88 30 179 310 477 364 107 177 156 11 429 15 181 283 13 212 524 288 363 442 54 558 207 92
     60 202 353 267 387 457 337 404+ 222 458+ 353 163 31 229 444+ 156 329 291 179 292+ 142 413+ 320 181 285
     301+ 197 303+ 180 300+ 284+ 259+ 110 286 270 81 131 225+ 269 225+ 279+ 135 59 105 237+ 221+ 185+ 13 222+ 197+
     183 116 188+ 191+ 174+`,
    "men",
  ),
  ...printedTimes(
    `310 361 654 728 61 81 520 473 107 122 965+ 731 153 433 145 95 765 735 5 687 345 444 60 208 821+ 305 226 426 705
     363 167 641 740+ 245 588+ 166 559+ 450 529+ 351 201 524 199 550 551+ 543+ 293 511+ 511+ 371 201 62 356+ 340 315+ 182 364+
     376+ 384+ 268 266+ 194 348 382+ 296+ 186 145 269+ 350 272+ 292+ 332+ 285 243+ 276+ 79 240+ 202+ 235+ 224+ 239
     173+ 252+ 92+ 192+ 211+ 175+ 203+ 105+ 177+`,
    "women",
  ),
];
