/** What an exchange was about; the console has a sentence for each. */
export const wireCodes = [
  /** It asks for commands, and there are none. */
  'idle',
  'command',
  'commands',
  'result',
  'results',
  'events',
  'state',
  'rows',
  'options',
  'answer',
  'firstContact',
  'registers',
  'configuration',
  'time',
  'ping',
  'keys',
  'file',
  'asksPassage',
  'refused',
  /** The gateway could not answer, or its answer came too late. */
  'unheard',
  'other',
  /** Of port 4370. */
  'exchange',
  'noAnswer',
  'reported',
] as const;
export type WireCode = (typeof wireCodes)[number];

/** What a command is about, where the console has words for it. */
export const wireCommands = [
  'openDoor',
  'closeDoor',
  'holdDoorOpen',
  'auxOutput',
  'cancelAlarm',
  'restart',
  'lockDoor',
  'control',
  'update',
  'delete',
  'count',
  'query',
  'setOptions',
  'getOptions',
  'account',
  'testHost',
  'upgrade',
  'enroll',
  'other',
] as const;
export type WireCommand = (typeof wireCommands)[number];

/** in = the device called the gateway; out = the gateway called the device. */
export const wireDirections = ['in', 'out'] as const;
export type WireDirection = (typeof wireDirections)[number];

export type WireParams = Readonly<Record<string, string>>;

/** The words for an exchange: a code, and what belongs into its sentence. */
export interface WireWords {
  readonly code: WireCode;
  readonly params: WireParams;
}

/** One exchange, without secrets. */
export interface WireLine extends WireWords {
  readonly at: Date;
  readonly direction: WireDirection;
  /** The first line of the request, or the name of the command. */
  readonly line: string;
  /** Of the answer; null if there was none. */
  readonly status: number | null;
  readonly raw: string;
}
