/** Exact fractions, so that a test can compute on its own what the product computes in binary. */
export class Fraction {
  readonly over: bigint;
  readonly under: bigint;

  constructor(over: bigint | number, under: bigint | number = 1n) {
    const [a, b] = [BigInt(over), BigInt(under)];
    const shared = divisor(a < 0n ? -a : a, b < 0n ? -b : b) * (b < 0n ? -1n : 1n);
    this.over = a / shared;
    this.under = b / shared;
  }

  plus({ over, under }: Fraction): Fraction {
    return new Fraction(this.over * under + over * this.under, this.under * under);
  }

  minus({ over, under }: Fraction): Fraction {
    return new Fraction(this.over * under - over * this.under, this.under * under);
  }

  times({ over, under }: Fraction): Fraction {
    return new Fraction(this.over * over, this.under * under);
  }

  by({ over, under }: Fraction): Fraction {
    return new Fraction(this.over * under, this.under * over);
  }

  isZero(): boolean {
    return this.over === 0n;
  }

  /** To 18 decimals. */
  toNumber(): number {
    return Number((this.over * 10n ** 18n) / this.under) / 1e18;
  }
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a || 1n : divisor(b, a % b);
}
