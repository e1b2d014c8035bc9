/** What the core says to whoever reads the logs. Facts must hold no secret and no amount's owner. */
export type Log = {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
};
