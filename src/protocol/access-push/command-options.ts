import { asCommand, type CommandText } from './command.js';
import { scrub } from './field.js';

const optionName = /^~?[A-Za-z_][\w.-]*$/;

function optionText([name, value]: readonly [string, string | number]): string {
  const text = String(value);
  if (!optionName.test(name)) throw new RangeError(`not the name of an option: "${name}"`);
  // A comma would begin another option; the protocol has no way to quote one.
  if (text.includes(',')) throw new RangeError(`a comma in the value of ${name}`);
  return `${name}=${scrub(text)}`;
}

export type OptionValues = Readonly<Record<string, string | number>>;

/** `a=1,b=2`, in the order given; RangeError for a name or value that would read as something else. */
export const optionList = (options: OptionValues): string => Object.entries(options).map(optionText).join(',');

/** `SET OPTIONS a=1,b=2` (9.5.1). */
export const setOptions = (options: OptionValues) => asCommand(`SET OPTIONS ${optionList(options)}`);

/** @param packed appendix 5 seconds of the device's local time at the moment of hand-out */
export const setTime = (packed: number) => setOptions({ DateTime: packed });

/** `GET OPTIONS a,b` (9.5.2). */
export function getOptions(names: readonly string[]): CommandText {
  const wrong = names.find((name) => !optionName.test(name));
  if (wrong !== undefined) throw new RangeError(`not the name of an option: "${wrong}"`);
  return asCommand(`GET OPTIONS ${names.join(',')}`);
}

export const screenSides = { in: 0, out: 1 } as const;
export const screenContents = { video: 0, picture: 1, text: 2, firmware: 3 } as const;

/** What an advertising screen of a channel controller shows (9.5.3). */
export interface AdScreen {
  readonly side: keyof typeof screenSides;
  /** Area of the screen, from 1. */
  readonly area: number;
  readonly content: keyof typeof screenContents;
  /** The part of the screen that the area takes. */
  readonly range: number;
  /** Where the screen fetches the file. */
  readonly url: string;
  /** Seconds between two contents on that side. */
  readonly interval: number;
}

/** `SET ADSCREEN_OPTIONS`: the name of the interval includes the side again. */
export const setAdScreen = ({ side, area, content, range, url, interval }: AdScreen) =>
  asCommand(
    `SET ADSCREEN_OPTIONS ${optionList({
      InOut: screenSides[side],
      Area: area,
      Type: screenContents[content],
      Range: range,
      URL: url,
      [side === 'in' ? 'InPlayInterval' : 'OutPlayInterval']: interval,
    })}`,
  );

/** `Test Host Address=ip:port`: the device tests whether it can reach the address (9.3). */
export function testHost(address: string): CommandText {
  if (!/^[^\s,=]+:\d{1,5}$/.test(address)) throw new RangeError(`not an address and a port: "${address}"`);
  return asCommand(`Test Host Address=${address}`);
}
