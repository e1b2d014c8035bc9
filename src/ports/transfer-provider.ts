/** What leaves: exactly what was approved, and what stands in the approved row (faults.md W3). */
export type TransferOrder = {
  /** The provider's slug of the chain: `arb`. */
  readonly chain: string;
  /** EIP-55 spelling of the token's contract. */
  readonly contract: string;
  /** Exact decimal text in whole tokens: `"25.5"`. */
  readonly amount: string;
  /** EIP-55 spelling of where it goes. */
  readonly address: string;
};

/** What the provider literally said, to be kept with the attempt; no secret is in it. */
export type TransferEvidence = {
  readonly status: number | null;
  /** sha256 of the answer's text, in hex; `null` without a whole answer. */
  readonly bodyHash: string | null;
  /** Our own words, such as `http 500` or `timeout`. */
  readonly reason: string;
};

export type TransferOutcome =
  | {
      readonly kind: 'sent';
      readonly txHash: string;
      readonly providerId: string | null;
      readonly evidence: TransferEvidence;
    }
  /** It is certain that nothing was sent: no byte left, or a no that is on the documented list (4015). */
  | {
      readonly kind: 'not_sent';
      readonly cause: 'never_asked' | 'balance_not_enough';
      /** Decimal text, as the provider states it: the shortfall or what was asked for; only a hint. */
      readonly insufficient: string | null;
      readonly evidence: TransferEvidence;
    }
  /** Anything else, also `code 0` without a hash (`accepted`): it may have been sent. Never repeated. */
  | {
      readonly kind: 'unclear';
      readonly accepted: boolean;
      readonly providerId: string | null;
      readonly evidence: TransferEvidence;
    };

/**
 * The way out. `send` asks once, on a connection of its own, without retries and without following
 * redirects; neither method throws for anything that the network or the provider does.
 */
export type TransferProvider = {
  /** Whether the provider can be connected to right now. Nothing is asked of it. */
  isReachable(): Promise<boolean>;
  send(order: TransferOrder): Promise<TransferOutcome>;
};
