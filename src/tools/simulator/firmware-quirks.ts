/** How firmware goes about its side of the protocol, where builds differ: seen on real devices, and no server may mind. */
export interface FirmwareQuirks {
  /** What stands before the name of a call; some builds write it twice. */
  readonly root: '/iclock' | '/iclock/iclock';
  /** The call that asks for commands. */
  readonly pollCall: 'getrequest' | 'service/control';
  /** How the configuration is asked for. */
  readonly configurationBy: 'GET' | 'POST';
  /** Further parameters of the first request, such as `DeviceType=acc&language=83`. */
  readonly contactQuery: string;
  /** What stands in the Cookie header: the manual's token, the same with a timestamp, a bare hash, or nothing ever. */
  readonly cookie: 'token' | 'timestamp' | 'bare' | 'none';
  /** Content with `registry=ok` the firmware skips registration; the manual's registers at every connection. */
  readonly skipRegistrationWhenKnown: boolean;
  /** Sends `table=options` once it is registered (Access PUSH 4.6). */
  readonly uploadsOptions: boolean;
  /** Old panels take the first command of an answer and drop the others. */
  readonly firstCommandOnly: boolean;
  /** Results of one poll's commands in one POST. */
  readonly resultsTogether: boolean;
  readonly returnWord: 'Return' | 'return';
  /** What a command that succeeds answers where it is not 0, by its CONTROL code. */
  readonly controlReturns: Readonly<Record<number, number>>;
  /** Control operands that this firmware does not know, as `CONTROL DEVICE` prints them. */
  readonly unknownControls: readonly RegExp[];
  readonly rowEnd: '\n' | '\r\n' | '\r';
  readonly eventsPerUpload: number;
  readonly rowsPerPackage: number;
  /** Old inBio names the type of querydata twice. */
  readonly doubledType: boolean;
  /** Returns the whole table whatever the filter says. */
  readonly ignoresFilter: boolean;
  /** Cards of uploaded users as `[15CD5B07]`, lowest byte first (7.5). */
  readonly bracketedCards: boolean;
  /** `verifytype` of an event where it is no decimal code. */
  readonly verifyText: string | null;
  /** Bytes of relay and alarm in a state upload where they are not the manual's. */
  readonly stateBytes: { readonly relay: number; readonly alarm: number } | null;
  /** Names the door in a state upload: terminals, of their only one. */
  readonly stateNamesDoor: boolean;
  /** Seconds between states that nobody asked for; 0 only when something changes. */
  readonly stateSeconds: number;
  /** Starts to poll each second after there was something to do, and falls back to the server's interval by and by. */
  readonly pollsSlowerWhenIdle: boolean;
  /** Takes a picture of everybody who passes. */
  readonly takesPictures: boolean;
  /** Counts people and watches its infrared barriers (7.14). */
  readonly isGate: boolean;
}

const usualHabits: FirmwareQuirks = {
  root: '/iclock',
  pollCall: 'getrequest',
  configurationBy: 'POST',
  contactQuery: '',
  cookie: 'token',
  skipRegistrationWhenKnown: false,
  uploadsOptions: false,
  firstCommandOnly: false,
  resultsTogether: false,
  returnWord: 'Return',
  controlReturns: {},
  unknownControls: [],
  rowEnd: '\n',
  eventsPerUpload: 30,
  rowsPerPackage: 100,
  doubledType: false,
  ignoresFilter: false,
  bracketedCards: false,
  verifyText: null,
  stateBytes: null,
  stateNamesDoor: false,
  stateSeconds: 0,
  pollsSlowerWhenIdle: false,
  takesPictures: false,
  isGate: false,
};

/** The manual's habits, under those of a model, under those a caller asks for. */
export function quirksFrom(model: Partial<FirmwareQuirks>, asked: Partial<FirmwareQuirks>): FirmwareQuirks {
  const names = Object.keys(usualHabits) as (keyof FirmwareQuirks)[];
  const wanted = names.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]]));
  return { ...usualHabits, ...model, ...(Object.fromEntries(wanted) as Partial<FirmwareQuirks>) };
}
