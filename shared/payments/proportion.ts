/** @returns `whole` × `part` ÷ `of`, rounded once to the nearest whole number; exact for any safe integers */
export const proportion = (whole: number, part: number, of: number): number =>
  of === 0 ? 0 : Number((2n * BigInt(whole) * BigInt(part) + BigInt(of)) / (2n * BigInt(of)));
