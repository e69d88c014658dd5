/**
 * What the queue and the synchronisation do after a result: `pending` waits for the sub-controller's own result,
 * `size` sends smaller commands from now on, `never` is unknown to this firmware, `full` is out of room, `row` blames
 * one record, `again` is everything worth another try.
 */
export type ReturnClass = 'ok' | 'pending' | 'size' | 'never' | 'full' | 'row' | 'again';

/** The master controller has the command; the sub-controller's result follows under the same id (Access PUSH 7.4). */
export const RETURN_PENDING = -5000;

const RESERVED = 'internal to the firmware';

/** Access PUSH appendix 1; -731, -1002 and -1004 are not printed there but sent by terminals. */
const meanings: Readonly<Record<number, string>> = {
  [-1]: 'command could not be sent',
  [-2]: 'no response to the command',
  [-3]: 'cache too small',
  [-4]: 'decompression failed',
  [-5]: 'wrong length of data read',
  [-6]: 'wrong length after decompression',
  [-7]: 'command repeated',
  [-8]: 'connection not authorised',
  [-9]: 'CRC mismatch',
  [-10]: 'data could not be interpreted',
  [-11]: 'wrong data parameter',
  [-12]: 'command failed while running',
  [-13]: 'no such command',
  [-14]: 'wrong communication password',
  [-15]: 'file could not be written',
  [-16]: 'file could not be read',
  [-17]: 'no such file',
  [-18]: 'device is full',
  [-19]: 'checksum mismatch',
  [-20]: 'data shorter or longer than announced',
  [-21]: 'device has no platform parameter',
  [-22]: 'firmware is for another platform',
  [-23]: 'firmware is older than the one installed',
  [-24]: 'upgrade file has a wrong mark',
  [-25]: 'upgrade file is not called emfw.cfg',
  [-26]: 'fingerprint template is empty',
  [-27]: 'no user with the pin of the fingerprint template',
  [-28]: 'door is in its open period',
  [-30]: 'template has another algorithm version',
  [-100]: 'no such table',
  [-101]: 'no such condition field',
  [-102]: 'wrong number of fields',
  [-103]: 'wrong order of fields',
  [-104]: 'wrong event data',
  [-105]: 'data cannot be parsed',
  [-106]: 'more than 4 MB sent',
  [-107]: 'table structure not available',
  [-108]: 'invalid options',
  [-201]: 'library could not be loaded',
  [-202]: 'interface call failed',
  [-203]: 'communication did not start',
  [-206]: 'serial port missing or in use',
  [-301]: 'TCP/IP version unknown',
  [-601]: RESERVED,
  [-603]: 'internal error: bad handle',
  [-604]: 'out of memory',
  [-609]: 'internal error: bad handle',
  [-612]: 'parameter could not be saved',
  [-614]: 'alarm could not be cancelled',
  [-615]: 'restart failed',
  [-616]: 'normally open could not be switched',
  [-618]: 'malformed URL',
  [-619]: 'internal error: empty parameter',
  [-620]: 'data of the server is malformed',
  [-621]: 'table has no such field',
  [-628]: 'fingerprint could not be loaded to memory',
  [-629]: 'wrong table name',
  [-630]: 'shell command failed',
  [-631]: 'wrong base64 length',
  [-632]: 'wrong file name',
  ...Object.fromEntries([-701, -702, -703, -704, -705, -706, -707].map((code) => [code, RESERVED])),
  [-708]: 'command not supported by the firmware',
  [-709]: 'options could not be uploaded',
  [-720]: 'firmware upgrade failed',
  [-721]: 'device is downloading the file',
  [-722]: 'data could not be uploaded',
  [-723]: RESERVED,
  [-724]: RESERVED,
  [-725]: 'device waited too long for the result',
  [-726]: 'server answered with an HTTP error',
  [-727]: RESERVED,
  [-728]: 'row count could not be uploaded',
  [-729]: RESERVED,
  [-730]: 'no response from the server',
  [-731]: 'wrong value, or the server failed to receive',
  [-732]: RESERVED,
  [-801]: 'command is not of the form cmd:SN:command',
  [-1002]: 'command not understood',
  [-1004]: 'table not supported',
  [RETURN_PENDING]: 'received, waiting for the sub-controller',
};

const classes: readonly (readonly [kind: ReturnClass, codes: readonly number[]])[] = [
  ['pending', [RETURN_PENDING]],
  ['size', [-3, -106, -604]],
  ['never', [-13, -100, -101, -102, -103, -621, -629, -708]],
  ['full', [-18]],
  ['row', [-12, -26, -27, -30, -631]],
];

/** Codes with a meaning of their own, for completeness checks. */
export const returnCodes: readonly number[] = Object.keys(meanings).map(Number);

/** What a `Return` value means, in a few words; anything from 0 up is success (often a row count). */
export function returnMeaning(code: number): string {
  if (code >= 0) return 'success';
  return meanings[code] ?? `unknown return code (${code})`;
}

/** How to go on after a `Return` value. 5000 (advertisement screens) stays `ok`: it cannot be told from a row count. */
export function returnClass(code: number): ReturnClass {
  if (code >= 0) return 'ok';
  return classes.find(([, codes]) => codes.includes(code))?.[0] ?? 'again';
}
