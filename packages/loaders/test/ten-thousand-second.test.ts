import { testHalf } from "./ten-thousand.ts";

testHalf(1);
