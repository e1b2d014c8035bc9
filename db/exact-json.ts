/** JSON for values with amounts in them: a `bigint` is kept as `{"$units": "123"}`, so that it stays exact. */

export function toJson(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, one: unknown) =>
      typeof one === 'bigint' ? { $units: one.toString() } : one,
    ),
  );
}

/** The inverse of `toJson`. */
export function fromJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, one: unknown) => {
    if (typeof one !== 'object' || one === null || !('$units' in one)) return one;
    return BigInt(String(one.$units));
  }) as unknown;
}
