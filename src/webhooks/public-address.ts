import { BlockList, isIP } from 'node:net';

/** IPv4 that leads nowhere on the internet, or to a machine's and a network's own insides (RFC 6890, IANA). */
const insideV4 = blockListOf('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carriers' own (CGNAT)
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, with the clouds' metadata at 169.254.169.254
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]);

/**
 * Of IPv6 only 2000::/3 is given out at all: loopback, link-local, unique local, multicast and everything
 * that carries an IPv4 address inside (::ffff:127.0.0.1, 64:ff9b::/96) lie outside of it.
 */
const givenOutV6 = blockListOf('ipv6', [['2000::', 3]]);
const insideV6 = blockListOf('ipv6', [
  ['2001::', 23], // Teredo and other protocols' own
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4: an IPv4 address inside
  ['3fff::', 20],
]);

/** Whether an address, as a connection is made to it, is one of the open internet. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !insideV4.check(address, 'ipv4');
  if (version !== 6 || address.includes('%')) return false;
  return givenOutV6.check(address, 'ipv6') && !insideV6.check(address, 'ipv6');
}

function blockListOf(type: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, type);
  return list;
}
