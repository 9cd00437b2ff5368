/** A key that says that its value is a secret, and the value up to the end of the line; names of Secrets are none. */
const AFTER_KEY =
  /((?:password|passwd|(?<!pull)secret(?!_?name)|token|private_?key|api_?key|credential)\w*["']?\s*[:=]\s*)(\S.*)$/i;

/** The password of an address, `https://user:password@host`. */
const IN_ADDRESS = /(:\/\/[^\s/:@]*:)([^\s/@]+)(?=@)/g;

/** Logs are read by more people than files are: a secret in the line of a mistake is not repeated. Keeps the columns. */
export function maskSecrets(line: string): string {
  return maskAddresses(line).replace(AFTER_KEY, masked);
}

/** The same for texts that are not lines of a file: only what is certain to be a password. */
export function maskAddresses(text: string): string {
  return text.replace(IN_ADDRESS, masked);
}

function masked(_: string, before: string, secret: string): string {
  return before + '*'.repeat(secret.length);
}
