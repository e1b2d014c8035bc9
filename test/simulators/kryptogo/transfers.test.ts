import { describe, expect, it } from 'vitest';
import { USDC } from './kryptogo-simulator.ts';
import { START, openBench } from './simulator-bench.ts';

describe('a transfer', () => {
  it('answers as documented and takes the money from the treasury', async () => {
    const { transfer, sim } = await openBench();
    sim.setTreasury('10');
    const answer = await transfer();
    const txHash = sim.transfers[0]?.txHash;
    expect(answer.body).toEqual({
      code: 0,
      data: { id: `1-${START / 1000}-1`, tx_hash: txHash, transfer_time: START / 1000 },
    });
    expect(txHash).toMatch(/^0x[0-9a-f]{64}$/);
    expect(sim.treasury()).toBe('8.50');
    expect(sim.transfers).toMatchObject([{ amount: '1.50', state: 'executed', symbol: 'USDT' }]);
    expect(sim.transactions()).toMatchObject([{ kind: 'payout', amount: '1.50', hash: txHash }]);
  });

  it('knows no idempotency: the same request pays twice', async () => {
    const { transfer, sim } = await openBench();
    sim.setTreasury('10');
    await Promise.all([transfer(), transfer()]);
    expect(sim.transfers).toHaveLength(2);
    expect(sim.treasury()).toBe('7.00');
  });

  it('is refused with 4015 when the balance is short, stating the shortfall or the amount', async () => {
    const { transfer, sim } = await openBench();
    sim.setTreasury('1');
    const answer = await transfer();
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      code: 4015,
      message: 'Balance not enough',
      data: { insufficient_amount: '0.50' },
    });
    sim.knobs.insufficientMeans = 'asked';
    sim.knobs.errorsAs = 'http-200';
    const again = await transfer();
    expect([again.status, again.data.insufficient_amount]).toEqual([200, '1.50']);
    expect([sim.transfers, sim.faults]).toEqual([[], []]);
  });

  it.each([
    ['a number as amount', { amount: 1.5 }, 4910],
    ['a missing field', { wallet_address: undefined }, 4910],
    ['an unknown field', { memo: 'x' }, 4908],
    ['another chain', { chain_id: '42161' }, 4911],
    ['another token', { contract_address: '0x0000000000000000000000000000000000000001' }, 4911],
    ['zero', { amount: '0.00' }, 4912],
    ['too many decimals', { amount: '0.0000001' }, 4912],
    ['a negative amount', { amount: '-1' }, 4912],
    [
      'an address with a wrong checksum',
      { wallet_address: '0xD8dA6BF26964aF9D7eEd9e03E53415D37aA96045' },
      4913,
    ],
  ])('is refused for %s', async (_name, fields, code) => {
    const { transfer, sim } = await openBench();
    sim.setTreasury('10');
    expect((await transfer(fields)).code).toBe(code);
    expect([sim.treasury(), sim.faults.length]).toEqual(['10.00', 1]);
  });

  it('can be capped per transaction and per UTC day', async () => {
    const { transfer, move, sim } = await openBench({ transferCaps: { perTransaction: '2', daily: '3' } });
    sim.setTreasury('100');
    const codes = async (...amounts: string[]) => {
      const seen: number[] = [];
      for (const amount of amounts) seen.push((await transfer({ amount })).code);
      return seen;
    };
    expect(await codes('2.000001', '2', '1.5', '1')).toEqual([4914, 0, 4914, 0]);
    await move(16 * 3_600_000);
    expect(await codes('2')).toEqual([0]);
  });

  it('pays in another token that the treasury holds', async () => {
    const { transfer, sim } = await openBench();
    sim.setTreasury('5', USDC);
    const answer = await transfer({ contract_address: USDC.address });
    expect(answer.code).toBe(0);
    expect([sim.treasury(USDC), sim.treasury()]).toEqual(['3.50', '0.00']);
  });
});

describe('mischief with transfers', () => {
  it('executes and then hangs, cuts or answers 500', async () => {
    const { transfer, sim } = await openBench();
    sim.setTreasury('10');
    sim.mischief.next('hang after', { on: 'transfer' });
    await expect(transfer()).rejects.toMatchObject({ code: 'ECONNABORTED' });
    sim.mischief.next('cut after', { on: 'transfer' });
    await expect(transfer()).rejects.toMatchObject({ code: 'ECONNRESET' });
    sim.mischief.next('error 500', { on: 'transfer', after: true });
    expect((await transfer()).status).toBe(500);
    expect([sim.transfers.length, sim.treasury()]).toEqual([3, '5.50']);
  });

  it('leaves the hash out, or parks the transfer until somebody approves it', async () => {
    const { transfer, sim } = await openBench();
    sim.setTreasury('10');
    sim.mischief.next('no hash');
    expect((await transfer()).data.tx_hash).toBeNull();
    expect(sim.transfers[0]?.state).toBe('executed');
    expect(sim.transfers[0]?.txHash).toMatch(/^0x/);
    sim.mischief.next('no hash', { parked: true });
    const { id } = (await transfer()).data;
    expect([sim.transfers[1]?.state, sim.transfers[1]?.txHash, sim.treasury()]).toEqual([
      'parked',
      null,
      '8.50',
    ]);
    expect(sim.approveTransfer(id)).toBe(true);
    expect(sim.approveTransfer(id)).toBe(false);
    expect([sim.transfers[1]?.state, sim.treasury()]).toEqual(['executed', '7.00']);
  });

  it('refuses with 4015 or a cap although there is money, and repeats a hash', async () => {
    const { transfer, sim } = await openBench();
    sim.setTreasury('10');
    sim.mischief.next('balance not enough');
    expect((await transfer()).code).toBe(4015);
    sim.mischief.next('cap exceeded');
    expect((await transfer()).code).toBe(4914);
    const first = (await transfer()).data.tx_hash;
    sim.mischief.next('duplicate hash');
    expect((await transfer()).data.tx_hash).toBe(first);
    expect(new Set(sim.transfers.map(({ txHash }) => txHash)).size).toBe(2);
  });
});
