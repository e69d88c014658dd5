import type { Dialect } from './dialect.js';

/** The text of a command, without the `C:<id>:` that the queue puts before it (Access PUSH 8.1). */
export type CommandText = string & { readonly __command: unique symbol };

/** For the files of this folder, which know that their text is a command. */
export const asCommand = (text: string) => text as CommandText;

const newCommand = /^(?:C:[^:\s]*:|DataType=)/i;

/**
 * A text from outside, unchanged except for the line ends at its end. @throws RangeError if it is empty, contains NUL,
 * or contains a line that would be another command; only the rows of DATA may have several lines
 */
export function raw(text: string): CommandText {
  const trimmed = text.replace(/[\r\n]+$/, '');
  const [first = '', ...more] = trimmed.split(/[\r\n]+/);
  if (first.trim() === '') throw new RangeError('an empty command');
  if (trimmed.includes('\0')) throw new RangeError('a command with NUL');
  if (more.length > 0 && !/^DATA\s+(?:UPDATE|DELETE)\s/i.test(first)) {
    throw new RangeError('only DATA UPDATE and DATA DELETE have several lines');
  }
  if ([first, ...more].some((line) => newCommand.test(line))) throw new RangeError('a command within a command');
  return asCommand(trimmed);
}

/** `C:<id>:<text>`, or with CmdFormat 1 the same after appendix 14's prefix, which names the device. */
export function encodeCommand(
  id: number | string,
  text: CommandText,
  dialect?: Pick<Dialect, 'cmdFormat'>,
  sn = '',
): string {
  const line = `C:${id}:${text}`;
  return dialect?.cmdFormat === 1 ? `DataType=1,SN=${sn},Priority=0,CmdID=${id},CmdDesc=${line}` : line;
}
