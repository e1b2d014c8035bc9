import { describe, expect, it } from 'vitest';
import { fromUnits, quote, toUnits } from './decimals.ts';
import { parsePaymentUri } from './payment-uri.ts';
import { USDC, USDT } from './kryptogo-simulator.ts';
import { openBench } from './simulator-bench.ts';

const PAY = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';

describe('a wallet that scans a code', () => {
  it('pays what an EIP-681 link says', async () => {
    const { newIntent, sim } = await openBench();
    const { id, address } = sim.intent(await newIntent());
    const { txHash } = sim.wallet.scansAndPays(
      `ethereum:${USDT.address}@42161/transfer?address=${address}&uint256=9240000`,
    );
    expect(sim.intent(id)).toMatchObject({
      status: 'success',
      paymentTxHash: txHash,
      payerAddress: sim.wallet.address,
    });
  });

  it('pays a plain address with an amount that the person types', async () => {
    const { newIntent, sim } = await openBench();
    const { id, address, cryptoAmount } = sim.intent(await newIntent());
    expect(() => sim.wallet.scansAndPays(address)).toThrow('type');
    sim.newWallet('ana').scansAndPays(address, { amount: cryptoAmount });
    expect(sim.intent(id).status).toBe('success');
  });

  it('sends real money to the wrong place when the link says so', async () => {
    const { newIntent, sim } = await openBench();
    const { address } = sim.intent(await newIntent());
    const scan = (link: string) => sim.wallet.scansAndPays(link);
    scan(`ethereum:${USDT.address}/transfer?address=${address}&uint256=9240000`);
    scan(`ethereum:${address}@42161?value=1e18`);
    scan(`ethereum:${USDC.address}@42161/transfer?address=${address}&uint256=9.24e6`);
    expect(
      sim.strays().map(({ reason, transaction }) => [reason, transaction.symbol, transaction.chainId]),
    ).toEqual([
      ['wrong chain', 'unknown token', 'chain-1'],
      ['wrong token', 'coin', 'arb'],
      ['wrong token', 'USDC', 'arb'],
    ]);
  });

  it.each([
    `ethereum:${USDT.address}@42161/transfer?address=${PAY.replace('d8dA', 'D8dA')}&uint256=1`,
    `ethereum:${USDT.address}@42161/transfer?uint256=1`,
    `ethereum:${USDT.address}@42161/approve?address=${PAY}&uint256=1`,
    `ethereum:${USDT.address}@42161/transfer?address=${PAY}&uint256=0.5`,
    `ethereum:${USDT.address}@42161/transfer?address=${PAY}&uint256=-5`,
    'bitcoin:bc1qxyz',
    'hello',
    PAY.slice(0, -1),
  ])('refuses %s', (content) => {
    expect(() => parsePaymentUri(content)).toThrow();
  });

  it('reads every way of writing the number', () => {
    const unitsOf = (number: string) =>
      parsePaymentUri(`ethereum:pay-${USDT.address}@1/transfer?address=${PAY}&uint256=${number}`).units;
    expect(['9240000', '9.24e6', '924E4'].map(unitsOf)).toEqual([9240000n, 9240000n, 9240000n]);
  });
});

describe('amounts', () => {
  it('go from decimals to units and back without loss', () => {
    expect(toUnits('9.24', 6)).toBe(9_240_000n);
    expect(toUnits('10', 0)).toBe(10n);
    expect(fromUnits(9_240_000n, 6)).toBe('9.24');
    expect(fromUnits(1n, 6)).toBe('0.000001');
    expect(fromUnits(10n, 0, 0)).toBe('10');
    expect(fromUnits(10n ** 24n, 18)).toBe('1000000.00');
    expect(quote('0.01', '32.5', 6, 2)).toBe(10_000n);
    for (const text of ['', '.5', '1.', '1e3', '-1', ' 1', '1.0000001'])
      expect(() => toUnits(text, 6)).toThrow();
  });
});
