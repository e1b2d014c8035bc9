import { isIP } from 'node:net';

/** Whether a host is this machine itself: the only place where plain http is allowed. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

/** Whether a host is one that the internet cannot reach by its name or number. */
function isPrivateHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (isLoopback(bare)) return true;
  if (isIP(bare) === 4) return /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(bare);
  if (isIP(bare) === 6) return /^(::|f[cd]|fe[89ab])/.test(bare);
  return !bare.includes('.') || /\.(local|localhost|internal|lan|home|test|invalid)$/.test(bare);
}

/** An address without its final slashes, or what is wrong with it (a sentence's second half). */
export type AddressVerdict =
  { readonly ok: true; readonly address: string } | { readonly ok: false; readonly fault: string };

function parseAddress(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.username === '' && url.password === '' && url.search === '' && url.hash === '' ? url : null;
  } catch {
    return null;
  }
}

function withoutSlash(url: URL): string {
  return url.href.replace(/\/+$/, '');
}

const NO_ADDRESS = 'is not an address such as https://example.com, without a user, a question mark or a #.';

/** The root of a vendor's API: https, or http on this machine. */
export function readApiRoot(text: string): AddressVerdict {
  const url = parseAddress(text);
  if (!url) return { ok: false, fault: NO_ADDRESS };
  const fits = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return fits
    ? { ok: true, address: withoutSlash(url) }
    : { ok: false, fault: 'must begin with https:// (http:// is for an address on this machine only).' };
}

/**
 * Where the internet reaches us: https and a public host (faults.md F-09). A provider on this
 * machine may be told an address on this machine.
 */
export function readPublicUrl(text: string, providerIsLocal: boolean): AddressVerdict {
  const url = parseAddress(text);
  if (!url) return { ok: false, fault: NO_ADDRESS };
  if (providerIsLocal && isLoopback(url.hostname) && /^https?:$/.test(url.protocol)) {
    return { ok: true, address: withoutSlash(url) };
  }
  if (url.protocol !== 'https:') return { ok: false, fault: 'must begin with https://.' };
  return isPrivateHost(url.hostname)
    ? { ok: false, fault: 'must name a host that the internet can reach.' }
    : { ok: true, address: withoutSlash(url) };
}

/** Whether money may be asked for there: KryptoGO's own hosts, or a simulator on this machine. */
export function isKnownProvider(address: string): boolean {
  const { hostname } = new URL(address);
  return isLoopback(hostname) || hostname === 'kryptogo.app' || hostname.endsWith('.kryptogo.app');
}
