const heads = ['ffd8ff', '89504e470d0a1a0a'] as const;

/** JPEG or PNG by its first bytes: what a device calls a photo may be anything. */
export function isPicture(base64: string): boolean {
  const head = Buffer.from(base64.slice(0, 16), 'base64').toString('hex');
  return heads.some((known) => head.startsWith(known));
}
