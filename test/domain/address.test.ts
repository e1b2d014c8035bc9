import fc from 'fast-check';
import { addr } from 'micro-eth-signer';
import { describe, expect, test } from 'vitest';
import { inGroupsOfFour, readAddress, refuseDestination } from '../../src/domain/address.ts';
import { lookAlikes } from '../../src/domain/look-alike.ts';
import { isRefusal } from '../../src/domain/refusal.ts';

const SEED = 20_261_123;
/** For properties of many runs on a machine that others hog; nothing is measured. */
const PATIENCE_MS = 120_000;

// The first two are examples of EIP-55 itself.
const ANA = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const BO = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359';
const GROUPED = '0x 5aAe b605 3F3E 94C9 b9A0 9f33 6694 35E7 Ef1B eAed';
const ANA_HEX = ANA.slice(2);
const TRON = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';
const SOLANA = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';

function refusalOf(text: string): string {
  const read = readAddress(text);
  return isRefusal(read) ? read.refusal : `taken: ${read.address}`;
}

const hexDigits = '0123456789abcdefABCDEF';
/** Evenly spread, as real ones are; that one of them is a burn address does not happen. */
const addresses = fc
  .noBias(fc.uint8Array({ minLength: 20, maxLength: 20 }))
  .map((bytes) => addr.addChecksum(Buffer.from(bytes).toString('hex')));

describe('an address that is taken', () => {
  test.each([
    [ANA, true],
    [` \t${ANA}\r\n`, true],
    [GROUPED, true],
    [ANA.toLowerCase(), false],
    [`0x${ANA_HEX.toUpperCase()}`, false],
    [GROUPED.toLowerCase(), false],
  ])('H-03: %j is one, and whether a typo would have been noticed is told', (text, checksummed) => {
    expect(readAddress(text)).toEqual({ address: ANA, checksummed });
  });

  test('every address survives the way to our cards and back', () => {
    expect(inGroupsOfFour(ANA)).toBe(GROUPED);
    fc.assert(
      fc.property(addresses, (address) => {
        expect(readAddress(inGroupsOfFour(address))).toEqual(readAddress(address));
        expect(readAddress(address)).toMatchObject({ address });
      }),
      { numRuns: 2_000, seed: SEED },
    );
  });
});

describe('every cause has a refusal of its own', () => {
  test.each([
    ['nothing', '', 'address_missing'],
    ['blanks', ' \n', 'address_missing'],
    ['H-05 two in two lines', `${ANA}\n${BO}`, 'address_two'],
    ['H-05 two run together', ANA + BO, 'address_two'],
    ['H-05 the same twice', `${ANA} ${ANA}`, 'address_two'],
    ['H-05 two as on our cards', `${GROUPED} ${inGroupsOfFour(BO)}`, 'address_two'],
    ['H-05 two without 0x', `${ANA_HEX},${BO.slice(2)}`, 'address_two'],
    ['H-05 two of two chains', `${ANA} ${TRON}`, 'address_two'],
    ['H-05 two with a blank that is not ASCII', `${ANA}\u00a0${BO}`, 'address_two'],
    ['an ENS name', 'alice.eth', 'address_is_name'],
    ['an ENS name below another', 'Pay.Alice.ETH', 'address_is_name'],
    ['an ENS name in Chinese', '小明.eth', 'address_is_name'],
    ['another name', 'alice.crypto', 'address_is_name'],
    ['EIP-681', `ethereum:${ANA}@42161`, 'address_is_link'],
    ['EIP-681 for a token', `ethereum:${BO}@42161/transfer?address=${ANA}&uint256=1`, 'address_is_link'],
    ['a chain in front', `arb1:${ANA}`, 'address_is_link'],
    ['an explorer', `https://arbiscan.io/address/${ANA}`, 'address_is_link'],
    ['an explorer without https', `arbiscan.io/address/${ANA}`, 'address_is_link'],
    ['one digit less', ANA.slice(0, -1), 'address_too_short'],
    ['0x alone', '0x', 'address_too_short'],
    ['shortened with dots', '0x5aAe...eAed', 'address_too_short'],
    ['shortened with an ellipsis', '0x5aAe…eAed', 'address_too_short'],
    ['one digit more', `${ANA}0`, 'address_too_long'],
    ['a wrong case', ANA.replace('A', 'a'), 'address_checksum_wrong'],
    ['a wrong digit', ANA.replace('6', '7'), 'address_checksum_wrong'],
    ['a wrong digit in groups', GROUPED.replace('605', '705'), 'address_checksum_wrong'],
    ['the letter O', ANA.replace('053', 'O53'), 'address_character_wrong'],
    ['Cyrillic а', ANA.replace('a', '\u0430'), 'address_not_ascii'],
    ['Cyrillic х in 0x', ANA.replace('x', '\u0445'), 'address_not_ascii'],
    ['full-width digits', ANA.replace('5', '５'), 'address_not_ascii'],
    ['zero-width inside', ANA.replace('b6', 'b\u200b6'), 'address_not_ascii'],
    ['right-to-left mark in front', `\u200f${ANA}`, 'address_not_ascii'],
    ['no-break space behind', `${ANA}\u00a0`, 'address_not_ascii'],
    ['a large X', ANA.replace('x', 'X'), 'address_prefix_wrong'],
    ['no 0x', ANA_HEX, 'address_prefix_wrong'],
    ['xdc', `xdc${ANA_HEX}`, 'address_prefix_wrong'],
    ['ICAP', 'XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS', 'address_is_icap'],
    ['a transaction hash', `0x${'5aaeb605'.repeat(8)}`, 'address_is_key_or_hash'],
    ['a private key', 'c0ffee00'.repeat(8), 'address_is_key_or_hash'],
    ['the zero address', `0x${'0'.repeat(40)}`, 'address_zero'],
    ['words around it', `send to ${ANA} please`, 'address_not_understood'],
    ['other groups', GROUPED.replace('0x ', '0x'), 'address_not_understood'],
    ['groups with two blanks', GROUPED.replace('x ', 'x  '), 'address_not_understood'],
    ['a group missing', GROUPED.slice(0, -5), 'address_not_understood'],
    ['brackets', `<${ANA}>`, 'address_not_understood'],
    ['a word', 'hello', 'address_not_understood'],
    ['twelve words', 'test '.repeat(12), 'address_not_understood'],
  ])('H-03: %s', (_cause, text, refusal) => {
    expect(refusalOf(text)).toBe(refusal);
  });

  test.each([
    'dead'.padStart(40, '0'),
    'dead'.padEnd(40, '0'),
    'dead'.repeat(10),
    'e'.repeat(40),
    'f'.repeat(40),
    'dead000000000000000042069420694206942069',
    ...Array.from({ length: 10 }, (_, index) => (index + 1).toString(16).padStart(40, '0')),
    '6e'.padStart(40, '0'), // Arbitrum's own
    '1010'.padStart(40, '0'), // Polygon's own
  ])('B-31: nobody has the key of 0x%s', (digits) => {
    expect(refusalOf(`0x${digits}`)).toBe('address_burn');
    expect(refusalOf(addr.addChecksum(digits))).toBe('address_burn');
  });

  test('an address with many zeros that somebody may hold is taken', () => {
    expect(refusalOf(`0x${'10000'.padStart(40, '0')}`)).toMatch(/^taken/);
  });

  test.each([
    ['Tron', TRON],
    ['Tron', `41${ANA_HEX}`],
    ['Bitcoin', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
    ['Bitcoin', 'BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ'],
    ['Bitcoin', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
    ['Bitcoin', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
    ['Bitcoin Cash', 'bitcoincash:qpm2qsznhks23z7629mms6s8lwef74vcwvy22gdx6a'],
    ['Litecoin', 'ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9'],
    ['Dogecoin', 'DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L'],
    ['XRP Ledger', 'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'],
    ['Solana', SOLANA],
    ['TON', 'EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs'],
    ['TON', `0:${'5aaeb605'.repeat(8)}`],
    ['Stellar', 'GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN'],
  ])('H-03: an address of %s is called so', (chain, text) => {
    expect(readAddress(text)).toEqual({ refusal: 'address_other_chain', facts: { chain } });
  });

  test('what is counted or shown is named', () => {
    expect(readAddress(ANA.slice(0, -3))).toMatchObject({ facts: { length: '39' } });
    expect(readAddress(`${ANA}ab`)).toMatchObject({ facts: { length: '44' } });
    expect(readAddress(ANA.replace('053', 'O53'))).toMatchObject({ facts: { character: 'O' } });
  });
});

const KINDS = ['substitution', 'case flip', 'deletion', 'insertion', 'transposition'] as const;
type Edit = { readonly kind: (typeof KINDS)[number]; readonly at: number; readonly digit: string };

/** The address with one slip of the finger; now and then a slip that changes nothing. */
function mistype(address: string, { kind, at, digit }: Edit): string {
  const put = (from: number, cut: number, text: string) =>
    address.slice(0, from) + text + address.slice(from + cut);
  const here = address.charAt(at);
  switch (kind) {
    case 'substitution':
      return digit.toLowerCase() === here.toLowerCase() ? address : put(at, 1, digit);
    case 'case flip':
      return put(at, 1, here === here.toLowerCase() ? here.toUpperCase() : here.toLowerCase());
    case 'deletion':
      return put(at, 1, '');
    case 'insertion':
      return put(at, 0, digit);
    case 'transposition':
      return put(at, 2, address.charAt(at + 1) + here);
  }
}

test(
  'G-21: of 100,000 single slips in addresses with a checksum at most 0.03 % go through',
  () => {
    const slips = fc.record({
      kind: fc.constantFrom(...KINDS),
      at: fc.integer({ min: 2, max: 41 }),
      digit: fc.constantFrom(...hexDigits),
    });
    const made = new Map<string, number>();
    const taken = new Map<string, number>();
    const count = (counts: Map<string, number>, kind: string) =>
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const sum = (counts: Map<string, number>) => [...counts.values()].reduce((one, other) => one + other, 0);
    const isMixedCase = (address: string) => /[a-f]/.test(address) && /[A-F]/.test(address);
    // One address in two thousand has all its letters in one case: it has no checksum to break.
    const withChecksum = addresses.filter(isMixedCase);
    const twenty = fc.noBias(fc.array(slips, { minLength: 20, maxLength: 20 }));
    fc.assert(
      fc.property(withChecksum, twenty, (address, slipsOfOne) => {
        for (const slip of slipsOfOne) {
          const typed = mistype(address, slip);
          if (typed === address) continue;
          count(made, slip.kind);
          if (!isRefusal(readAddress(typed))) count(taken, slip.kind);
        }
      }),
      { numRuns: 6_250, seed: SEED },
    );
    expect(sum(made)).toBeGreaterThanOrEqual(100_000);
    expect(sum(taken) / sum(made)).toBeLessThanOrEqual(0.000_3);
    expect([taken.get('deletion'), taken.get('insertion')]).toEqual([undefined, undefined]);
  },
  PATIENCE_MS,
);

describe('what cannot be seen', () => {
  const invisible =
    '\u00a0\u00ad\u034f\u061c\u180e\u2000\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2028\u2060\u2066\u2069\u3000\ufe0f\ufeff';
  const places = fc.nat({ max: 42 });

  test('G-21: no address with an invisible character anywhere goes through', () => {
    const spellings = fc.tuple(addresses, fc.constantFrom('plain', 'small', 'groups'));
    fc.assert(
      fc.property(spellings, fc.constantFrom(...invisible), places, ([address, how], character, at) => {
        const whole =
          how === 'groups' ? inGroupsOfFour(address) : how === 'small' ? address.toLowerCase() : address;
        expect(refusalOf(whole.slice(0, at) + character + whole.slice(at))).toMatch(/^address_/);
      }),
      { numRuns: 10_000, seed: SEED },
    );
  });

  const alike: Readonly<Record<string, string>> = {
    a: 'аａɑα𝚊',
    b: 'ｂЬƅ𝐛',
    c: 'сｃϲⅽ',
    d: 'ԁｄⅾ',
    e: 'еｅ℮ҽ',
    f: 'ｆſẝ',
    x: 'хｘ×ⅹ',
    A: 'АＡΑ',
    B: 'ВＢΒ',
    C: 'СＣⅭ',
    D: 'ＤⅮ',
    E: 'ЕＥΕ',
    F: 'ＦϜ',
  };
  const digits = ['０', '٠', '۰', '𝟎', '०']; // and the nine that follow each

  function twinsOf(character: string): string[] {
    const code = (zero: string) => (zero.codePointAt(0) ?? 0) + Number(character);
    return /\d/.test(character)
      ? digits.map((zero) => String.fromCodePoint(code(zero)))
      : [...(alike[character] ?? '')];
  }

  test('G-21: no address with a character that only looks right goes through', () => {
    fc.assert(
      fc.property(addresses, fc.nat({ max: 41 }), fc.boolean(), (address, at, small) => {
        const whole = small ? address.toLowerCase() : address;
        const twins = twinsOf(whole.charAt(at));
        expect(twins.length).toBeGreaterThan(0);
        for (const twin of twins) {
          expect(refusalOf(whole.slice(0, at) + twin + whole.slice(at + 1))).toBe('address_not_ascii');
        }
      }),
      { numRuns: 5_000, seed: SEED },
    );
  });
});

describe('look-alikes', () => {
  test('H-04: an address with the same first four and last four digits is told, whatever its case', () => {
    const twin = `${ANA.slice(0, 6).toUpperCase().replace('0X', '0x')}${'1'.repeat(32)}EAED`;
    expect(lookAlikes(ANA, [BO, twin, ANA.toLowerCase()])).toEqual([twin]);
    expect(lookAlikes(twin, [ANA.toLowerCase()])).toEqual([ANA.toLowerCase()]);
  });

  test('three of four digits are not enough, and the address itself is none', () => {
    const near = `${ANA.slice(0, 5)}0${'1'.repeat(32)}eAed`;
    expect(lookAlikes(ANA, [near, ANA, ANA.toUpperCase()])).toEqual([]);
  });

  test('G-21, T-07: every planted look-alike is told', () => {
    fc.assert(
      fc.property(addresses, addresses, fc.boolean(), (mine, body, small) => {
        const other = addr.addChecksum(mine.slice(0, 6) + body.slice(6, -4) + mine.slice(-4));
        const typed = small ? other.toLowerCase() : other;
        expect(lookAlikes(typed, [BO, mine])).toEqual(other === mine ? [] : [mine]);
      }),
      { numRuns: 5_000, seed: SEED },
    );
  });
});

test('B-31: neither a token nor we ourselves can be paid, however the address is spelled', () => {
  const facts = { tokenContracts: [ANA], ownAddresses: [BO.toLowerCase()] };
  expect(refuseDestination(ANA.toLowerCase(), facts)?.refusal).toBe('address_is_token');
  expect(refuseDestination(BO, facts)?.refusal).toBe('address_is_ours');
  expect(refuseDestination(`0x${'12'.repeat(20)}`, facts)).toBeNull();
});
