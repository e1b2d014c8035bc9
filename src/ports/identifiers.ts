/** New names for new things. Handed in, so that a test can repeat a run by its seed. */
export type Identifiers = {
  /** A time-ordered UUID (version 7). */
  id(): string;
  /** 128 random bits in base64url: 22 characters that nobody guesses. */
  token(): string;
  /** A short name for people to read aloud: five of `0-9A-Z` without I, L, O and U. */
  code(): string;
};
