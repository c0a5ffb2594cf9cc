/** Where credentials are served: an address of this machine, and a port; 0 for any that is free. */
export type ServeAddress = { readonly host: string; readonly port: number };

/** Programs of this machine alone reach it. */
export const usualAddress: ServeAddress = { host: '127.0.0.1', port: 0 };

/**
 * What the SDKs take credentials from over http, beside loopback: the addresses of ECS and EKS. From botocore
 * (`utils.py`, `ContainerMetadataFetcher`) and the JavaScript SDK (`credential-provider-http`, `checkUrl`).
 */
const containerHosts = ['169.254.170.2', '169.254.170.23', 'fd00:ec2::23'] as const;

/**
 * An address of this machine as a person names it: `127.0.0.1`, `169.254.170.2:9911`, `[::1]:9911`.
 * @returns the address, or a sentence that says why it cannot be one
 */
export function readServeAddress(text: string): ServeAddress | { readonly fault: string } {
  if (/^:?\d{1,5}$/.test(text)) return { fault: `${text} is only a port.` };
  const [, named = '', port = '0'] = bareIpv6.test(text) ? ['', `[${text}]`] : (withPort.exec(text) ?? []);
  const literal = named.toLowerCase() === 'localhost' ? usualAddress.host : named.toLowerCase();
  const read = literal === '' ? undefined : URL.parse(`http://${literal}/`)?.hostname;
  // A URL may spell an address in ways that programs read differently: 127.1, 0177.0.0.1.
  if (read === undefined || (!literal.startsWith('[') && read !== literal)) {
    return { fault: `${text} is not a full IPv4 or IPv6 address.` };
  }
  const host = read.replace(/^\[|\]$/g, '');
  if (Number(port) > 65_535) return { fault: `${text} has a port that does not exist.` };
  if (host === '0.0.0.0' || host === '::') return { fault: `${text} is every address of this machine.` };
  if (isHereOrPrivate(host)) return { host, port: Number(port) };
  const seemsPort = bareIpv6.test(text) && /^.+:(\d{1,5})$/.exec(text)?.[1];
  return {
    fault: seemsPort
      ? `${text} is on a network of other machines. If ${seemsPort} is a port, write the address before it in brackets.`
      : `${host} is on a network of other machines, which keys would cross in plain text.`,
  };
}

const bareIpv6 = /^[0-9a-f]*:[0-9a-f:]*:[0-9a-f]*$/i;
const withPort = /^(\[[0-9a-f:]+\]|[\d.]+|localhost)(?::(\d{1,5}))?$/i;

const isLoopback = (host: string): boolean => /^127\./.test(host) || host === '::1';

/** This machine, or a network that may be one of containers: private, or local to a link. */
function isHereOrPrivate(host: string): boolean {
  return (
    isLoopback(host) ||
    /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host) ||
    /^f[cd][0-9a-f]{2}:/.test(host)
  );
}

/** Do the SDKs take credentials from that address over http? */
export const isTakenFrom = (host: string): boolean => isLoopback(host) || containerHosts.some((each) => each === host);

/** As a URL and the Host header name it. */
export const authorityOf = ({ host, port }: ServeAddress): string =>
  new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}`).host;

/** An address that every SDK takes credentials from, and the network of Docker that brings it. */
export const gatewayOfNetwork = '169.254.170.2';
export const containerNetwork = `docker network create --subnet 169.254.170.0/24 --gateway ${gatewayOfNetwork} rolecall`;
