import type { World } from '../support/world.ts';

export const CALLBACK_MOODS = ['on', 'lost', 'doubled', 'reordered'] as const;
export const KRYPTOGO_MOODS = ['well', 'slow', 'down', 'silent'] as const;

export type CallbackMood = (typeof CALLBACK_MOODS)[number];
/** `silent`: a transfer is carried out, nothing is said for a while, and then the line breaks. */
export type KryptogoMood = (typeof KRYPTOGO_MOODS)[number];

/** How KryptoGO behaves at the moment. */
export type Mood = {
  readonly callbacks: () => CallbackMood;
  readonly kryptogo: () => KryptogoMood;
  setCallbacks(mood: CallbackMood): void;
  setKryptogo(mood: KryptogoMood): Promise<void>;
};

/** Longer than the three seconds in which Discord wants to hear something. */
const SLOW_MS = 3_500;

export function createMood({ kryptogo }: Pick<World, 'kryptogo'>): Mood {
  const { mischief } = kryptogo;
  let callbacks: CallbackMood = 'on';
  let vendor: KryptogoMood = 'well';
  const nothing = () => undefined;
  let endCallbacks: () => void = nothing;
  let endVendor: () => void | Promise<void> = nothing;
  return {
    callbacks: () => callbacks,
    kryptogo: () => vendor,
    setCallbacks(mood) {
      endCallbacks();
      endCallbacks = nothing;
      kryptogo.releaseCallbacks();
      callbacks = mood;
      if (mood === 'lost') endCallbacks = mischief.always('callback lost');
      if (mood === 'doubled') endCallbacks = mischief.always('callback duplicated', { copies: 2 });
      if (mood === 'reordered') endCallbacks = mischief.always('callback reordered');
    },
    async setKryptogo(mood) {
      if (mood === vendor) return;
      await endVendor();
      endVendor = nothing;
      vendor = mood;
      if (mood === 'slow') endVendor = mischief.always('slow', { ms: SLOW_MS });
      if (mood === 'silent') {
        const ends = [
          mischief.always('cut after', { on: 'transfer' }),
          mischief.always('slow', { on: 'transfer', ms: SLOW_MS }),
        ];
        endVendor = () => ends.forEach((end) => end());
      }
      if (mood === 'down') {
        await kryptogo.down('refused');
        endVendor = () => kryptogo.up();
      }
    },
  };
}
