/**
 * How firmware builds differ on their side of the protocol. All of this was seen on real devices, and a server must
 * accept it.
 */
export interface FirmwareQuirks {
  /** The path before the name of a call; some builds write it twice. */
  readonly root: '/iclock' | '/iclock/iclock';
  /** The call that asks for commands. */
  readonly pollCall: 'getrequest' | 'service/control';
  /** How the configuration is asked for. */
  readonly configurationBy: 'GET' | 'POST';
  /** Further parameters of the first request, such as `DeviceType=acc&language=83`. */
  readonly contactQuery: string;
  /**
   * The content of the Cookie header: the manual's token, the same with a timestamp, a bare hash, or never anything.
   */
  readonly cookie: 'token' | 'timestamp' | 'bare' | 'none';
  /** With `registry=ok` the firmware skips registration; the manual's devices register at every connection. */
  readonly skipRegistrationWhenKnown: boolean;
  /** Sends `table=options` once it is registered (Access PUSH 4.6). */
  readonly uploadsOptions: boolean;
  /** Old panels take the first command of an answer and drop the others. */
  readonly firstCommandOnly: boolean;
  /** Results of the commands of one poll in one POST. */
  readonly resultsTogether: boolean;
  readonly returnWord: 'Return' | 'return';
  /** The return code of a successful command if it is not 0, by its CONTROL code. */
  readonly controlReturns: Readonly<Record<number, number>>;
  /** Control operands that this firmware does not know, as `CONTROL DEVICE` prints them. */
  readonly unknownControls: readonly RegExp[];
  readonly rowEnd: '\n' | '\r\n' | '\r';
  readonly eventsPerUpload: number;
  readonly rowsPerPackage: number;
  /** Old inBio names the type of querydata twice. */
  readonly doubledType: boolean;
  /** Returns the whole table and ignores the filter. */
  readonly ignoresFilter: boolean;
  /** Cards of uploaded users as `[15CD5B07]`, lowest byte first (7.5). */
  readonly bracketedCards: boolean;
  /** `verifytype` of an event if it is no decimal code. */
  readonly verifyText: string | null;
  /** Bytes of relay and alarm in a state upload if they differ from the manual's. */
  readonly stateBytes: { readonly relay: number; readonly alarm: number } | null;
  /** Names the door in a state upload: terminals do this for their only one. */
  readonly stateNamesDoor: boolean;
  /** Seconds between unasked states; with 0 only changes are sent. */
  readonly stateSeconds: number;
  /** Polls each second after there was work to do, and then slows down to the server's interval. */
  readonly pollsSlowerWhenIdle: boolean;
  /** Takes a picture of every person who passes. */
  readonly takesPictures: boolean;
  /** Counts people and watches its infrared barriers (7.14). */
  readonly isGate: boolean;
}

const usualQuirks: FirmwareQuirks = {
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

/** The behaviour of the manual, then that of a model, then what a caller asks for. */
export function quirksFrom(model: Partial<FirmwareQuirks>, asked: Partial<FirmwareQuirks>): FirmwareQuirks {
  const names = Object.keys(usualQuirks) as (keyof FirmwareQuirks)[];
  const wanted = names.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]]));
  return { ...usualQuirks, ...model, ...(Object.fromEntries(wanted) as Partial<FirmwareQuirks>) };
}
