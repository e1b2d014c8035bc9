const REASON_LENGTH_MAX = 300;

/** One line about an error for a row in the database: no stack, no parameters. */
export function reasonOf(error: unknown): string {
  // The driver's own sentence; the wrapper's would print all parameters of the query.
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const text =
    inner instanceof Error ? `${inner.name}: ${inner.message}` : 'something that is no error was thrown';
  return text.slice(0, REASON_LENGTH_MAX);
}
