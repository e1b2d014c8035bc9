import { createHash } from 'node:crypto';
import type { TransferOrder, TransferOutcome, TransferProvider } from '../ports/transfer-provider.ts';
import { createKryptogoHttp, type Answer } from './kryptogo-http.ts';
import type { KryptogoSettings } from './kryptogo-provider.ts';
import { noOf, openEnvelope, readReceipt, saysExactly, type Envelope } from './kryptogo-shapes.ts';

export type KryptogoTransferSettings = Pick<KryptogoSettings, 'apiRoot' | 'clientId' | 'origin' | 'log'> & {
  /** The separate key that may move money. */
  readonly transferApiKey: string;
  readonly timeoutsMs?: { readonly connect: number; readonly exchange: number };
};

/** Long for the exchange: each early end makes a withdrawal that people have to settle (faults.md 6.2). */
const TIMEOUTS_MS = { connect: 5_000, exchange: 120_000 };
const ANSWER_BYTES_MAX = 64 * 1024;
const TRANSFER_PATH = '/v1/studio/api/asset_pro/transfer';

/** The whole list of documented noes (kryptogo.md 6): balance not enough. */
const BALANCE_NOT_ENOUGH = 4015;

/** KryptoGO's transfers behind our port: one POST for one `send`, whatever comes of it. */
export function createKryptogoTransfers(settings: KryptogoTransferSettings): TransferProvider {
  const { apiRoot, clientId, origin, transferApiKey, log, timeoutsMs = TIMEOUTS_MS } = settings;
  const http = createKryptogoHttp(apiRoot, {
    'X-STUDIO-API-KEY': transferApiKey,
    // The documents name the key alone; these two do no harm (kryptogo.md 9.9).
    'X-Client-ID': clientId,
    Origin: origin,
  });

  async function outcomeOfSending(order: TransferOrder): Promise<TransferOutcome> {
    const body = JSON.stringify(fieldsOf(order));
    // What leaves is this text. Should anything in our process have touched it, it stays here (T-14).
    if (!saysExactly(body, fieldsOf(order))) return neverAsked('self_check');
    const answer = await http.ask({
      method: 'POST',
      path: TRANSFER_PATH,
      body,
      timeoutMs: timeoutsMs.exchange,
      connectMs: timeoutsMs.connect,
      maxBytes: ANSWER_BYTES_MAX,
    });
    return outcomeOf(answer);
  }

  return {
    isReachable: () => http.canConnect(timeoutsMs.connect),
    async send(order) {
      const outcome = await outcomeOfSending(order);
      const { status, reason } = outcome.evidence;
      if (outcome.kind !== 'sent')
        log.warn({ call: 'transfer', outcome: outcome.kind, status, reason }, 'A transfer has no hash');
      return outcome;
    },
  };
}

function fieldsOf(order: TransferOrder) {
  return {
    chain_id: order.chain,
    contract_address: order.contract,
    amount: order.amount,
    wallet_address: order.address,
  };
}

function outcomeOf(answer: Answer): TransferOutcome {
  if (answer.kind === 'never_asked') return neverAsked(`unreachable: ${answer.reason}`);
  if (answer.kind !== 'answered') {
    const evidence = { status: null, bodyHash: null, reason: answer.reason };
    return { kind: 'unclear', accepted: false, providerId: null, evidence };
  }
  const { status, text } = answer;
  const envelope = openEnvelope(text);
  const { providerId, txHash, insufficient } = readReceipt(envelope?.data);
  const bodyHash = createHash('sha256').update(text).digest('hex');
  const accepted = envelope?.code === 0;
  if (accepted && txHash !== null && status >= 200 && status <= 299)
    return { kind: 'sent', txHash, providerId, evidence: { status, bodyHash, reason: noOf(status, 0) } };
  const evidence = { status, bodyHash, reason: reasonFor(status, envelope, txHash) };
  // A no that names a transfer contradicts itself, and is not taken for a no.
  if (isDocumentedNo(status, envelope) && txHash === null && providerId === null)
    return { kind: 'not_sent', cause: 'balance_not_enough', insufficient, evidence };
  return { kind: 'unclear', accepted, providerId, evidence };
}

/** The documents don't give its HTTP status. Any but these two is somebody's doubt: a gateway's, a server's. */
function isDocumentedNo(status: number, envelope: Envelope | null): boolean {
  return envelope?.code === BALANCE_NOT_ENOUGH && (status === 200 || status === 400);
}

function neverAsked(reason: string): TransferOutcome {
  const evidence = { status: null, bodyHash: null, reason };
  return { kind: 'not_sent', cause: 'never_asked', insufficient: null, evidence };
}

function reasonFor(status: number, envelope: Envelope | null, txHash: string | null): string {
  const no = noOf(status, envelope?.code);
  if (!envelope) return `${no}, no envelope`;
  return envelope.code === 0 && txHash === null ? `${no}, no hash` : no;
}
