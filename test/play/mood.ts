import type { World } from '../support/world.ts';

export const CALLBACK_MOODS = ['on', 'lost', 'doubled', 'reordered'] as const;
export const KRYPTOGO_MOODS = ['well', 'slow', 'down', 'silent'] as const;

export type CallbackMood = (typeof CALLBACK_MOODS)[number];
/** `silent`: a transfer is carried out, and its answer never comes. */
export type KryptogoMood = (typeof KRYPTOGO_MOODS)[number];

/** How KryptoGO behaves at the moment. */
export type Mood = {
  readonly callbacks: () => CallbackMood;
  readonly kryptogo: () => KryptogoMood;
  setCallbacks(mood: CallbackMood): void;
  setKryptogo(mood: KryptogoMood): Promise<void>;
};

const SLOW_MS = 4_000;

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
      if (mood === 'silent') endVendor = mischief.always('hang after', { on: 'transfer' });
      if (mood === 'down') {
        await kryptogo.down('refused');
        endVendor = () => kryptogo.up();
      }
    },
  };
}
