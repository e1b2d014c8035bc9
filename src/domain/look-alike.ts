/** How many hex digits people compare at each end of an address; who plants look-alikes matches these. */
const COMPARED_DIGITS = 4;

/**
 * Which of the known addresses are other ones than `address` that could be taken for it: the same first
 * four and last four hex digits (faults.md H-04, T-07). Case does not count; they come as they were given.
 */
export function lookAlikes(address: string, known: readonly string[]): string[] {
  const own = address.toLowerCase();
  return known.filter((other) => {
    const theirs = other.toLowerCase();
    return theirs !== own && endsOf(theirs) === endsOf(own);
  });
}

function endsOf(address: string): string {
  return address.slice(0, '0x'.length + COMPARED_DIGITS) + address.slice(-COMPARED_DIGITS);
}
