import type { IntentTruth } from '../simulators/kryptogo/kryptogo-simulator.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { CALLBACK_MOODS, KRYPTOGO_MOODS } from './mood.ts';
import type { Session } from './session.ts';
import { act, clockTime, short } from './shapes.ts';
import type { Stage } from './stage.ts';

/** The payment in hand and the one before it; what went out, in full. */
const PAYMENTS_MAX = 2;
const TRANSFERS_MAX = 4;

const CALLBACK_WORDS = { on: 'on', lost: 'lost', doubled: 'doubled', reordered: 'reordered' } as const;
const KRYPTOGO_WORDS = { well: 'well', slow: 'slow', down: 'down', silent: 'pays, then silent' } as const;

/** Payments that money can still be sent to, the latest first. The one that was scanned stands on top. */
export function walletPiece(session: Session, { world }: Stage): Html {
  const now = world.clock.now();
  const open = world.kryptogo
    .intents()
    .filter(({ status }) => status !== 'success' && status !== 'insufficient_refunded')
    .reverse()
    .sort((left, right) => Number(right.id === session.payment) - Number(left.id === session.payment));
  if (open.length === 0) {
    return html`<p class="empty">
      Nothing to pay yet. Say <kbd>/pay vip</kbd> in a chat: what the card asks for appears here, as if a
      phone had scanned its code.
    </p>`;
  }
  const more = open.length - PAYMENTS_MAX;
  return html`${open.slice(0, PAYMENTS_MAX).map((one) => paymentPiece(one, one.id === session.payment, now))}
  ${more > 0 && html`<p class="empty">and ${more} older</p>`}`;
}

function paymentPiece(intent: IntentTruth, isScanned: boolean, now: number): Html {
  const { id, cryptoAmount, symbol, fiatAmount, fiatCurrency, address, status, deadline, received } = intent;
  const pay = (how: string) => act({ kind: 'wallet.pay', intent: id, how });
  const isOver = deadline * 1000 <= now;
  return html`<article
    class="payment ${isScanned && 'scanned'}"
    data-payment="${id}"
    aria-label="Payment of ${cryptoAmount} ${symbol}"
  >
    <p class="sum">
      <b>${cryptoAmount}</b> ${symbol} <span>${Number(fiatAmount).toLocaleString('en')} ${fiatCurrency}</span>
    </p>
    <p class="where">
      <code>${short(address)}</code>
      <span
        >${status === 'pending' ? html`ends <time data-until="${deadline * 1000}">…</time>` : words(status)}</span
      >
      ${received !== null && html`<span>${received} arrived</span>`}
    </p>
    <div class="ways">
      <button type="button" class="primary" data-act="${pay('exact')}">
        ${isOver ? 'Pay now, late' : 'Pay exactly'}
      </button>
      <button type="button" data-act="${pay('short')}" title="One less than asked for">Short</button>
      <button type="button" data-act="${pay('much')}" title="One more than asked for">Too much</button>
      ${!isOver && html`<button type="button" data-act="${pay('late')}" title="A second after the deadline">Late</button>`}
    </div>
  </article>`;
}

function words(status: string): string {
  return status.replaceAll('_', ' ');
}

/** What KryptoGO's own pages would show of the money that went out: what people look up when they doubt. */
function studioPiece({ world }: Stage): Html {
  const latest = world.kryptogo.transfers.slice(-TRANSFERS_MAX).reverse();
  return html`<section class="studio">
    <h3>KryptoGO Studio: money that went out</h3>
    ${latest.length === 0 && html`<p class="empty">None so far.</p>`}
    <ul>
      ${latest.map(
        ({ at, amount, symbol, to, txHash }) =>
          html`<li>
            ${clockTime(at, true)}<span><b>${amount} ${symbol}</b> to <code>${short(to)}</code></span>
            ${
              txHash === null
                ? html`<em>waits</em>`
                : html`<button type="button" class="copies" data-copy="${txHash}">Copy hash</button>`
            }
          </li>`,
      )}
    </ul>
  </section>`;
}

/** What KryptoGO, the processes and the clock are made to do. */
export function worldPiece(stage: Stage): Html {
  const { world, mood } = stage;
  return html`<section>
      <h3 id="callbacks">Callbacks</h3>
      <div class="choice" role="group" aria-labelledby="callbacks">
        ${CALLBACK_MOODS.map((one) =>
          option(CALLBACK_WORDS[one], one === mood.callbacks(), { kind: 'world.callbacks', mood: one }),
        )}
      </div>
      <button type="button" class="lone" data-act="${act({ kind: 'world.forge' })}">
        Forge one: “it is paid”
      </button>
    </section>
    <section>
      <h3 id="vendor">KryptoGO is</h3>
      <div class="choice" role="group" aria-labelledby="vendor">
        ${KRYPTOGO_MOODS.map((one) =>
          option(KRYPTOGO_WORDS[one], one === mood.kryptogo(), { kind: 'world.kryptogo', mood: one }),
        )}
      </div>
    </section>
    <section>
      <h3>Till’s two processes</h3>
      ${world.instances.map((one) => {
        const doing = one
          .listensTo()
          .map((platform) => (platform === 'telegram' ? 'polls Telegram' : 'holds Discord'));
        const isUp = one.isRunning();
        return html`<div class="process ${isUp ? 'is-up' : 'is-dead'}">
          <b>${one.name}</b
          ><span class="doing">${isUp ? doing.join(', ') || 'stands by, shares the work' : 'is dead'}</span>
          ${
            isUp
              ? html`<button
                    type="button"
                    class="danger"
                    data-act="${act({ kind: 'world.instance', name: one.name, what: 'kill' })}"
                  >
                    Kill<span class="unseen"> process ${one.name}</span>
                  </button>
                  <button
                    type="button"
                    data-act="${act({ kind: 'world.instance', name: one.name, what: 'restart' })}"
                  >
                    Restart<span class="unseen"> process ${one.name}</span>
                  </button>`
              : html`<button
                  type="button"
                  class="primary"
                  data-act="${act({ kind: 'world.instance', name: one.name, what: 'start' })}"
                >
                  Start<span class="unseen"> process ${one.name}</span>
                </button>`
          }
        </div>`;
      })}
    </section>
    ${studioPiece(stage)}`;
}

function option(label: string, isChosen: boolean, of: object): Html {
  return html`<button type="button" aria-pressed="${String(isChosen)}" data-act="${act(of)}">
    ${label}
  </button>`;
}
