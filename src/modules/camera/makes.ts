/** How a make writes a time in a playback address. */
export type TimeForm = 'basic' | 'underscores' | 'unix' | 'iso';

/** How addresses of a make are built. `{channel}` counts from 1; `{stream}` is the name of the main or the sub stream. */
export interface MakeAddresses {
  /** In words. */
  readonly words: string;
  /** The number that the facade has for it. */
  readonly code: number;
  readonly live: string | null;
  readonly streams: readonly [main: string, sub: string];
  /** With `{start}` and `{end}`. */
  readonly playback: string | null;
  readonly time: TimeForm;
  /** Whether times are of the recorder's own clock, or of UTC. `unix` knows no zones. */
  readonly clock: 'local' | 'utc';
  /** Path of a JPEG of what is seen now. */
  readonly snapshot: string | null;
}

const byOnvif = { live: null, playback: null, snapshot: null, streams: ['0', '1'], time: 'iso', clock: 'utc' } as const;

/** What each make has. What is null is asked for by ONVIF, or given by hand. */
export const makes = {
  hikvision: {
    ...{ words: 'Hikvision', code: 1, streams: ['1', '2'], time: 'basic', clock: 'local' },
    live: '/Streaming/Channels/{channel}0{stream}',
    // Most firmware takes the time for its own clock, although it ends in Z.
    playback: '/Streaming/tracks/{channel}0{stream}?starttime={start}&endtime={end}',
    snapshot: '/ISAPI/Streaming/channels/{channel}01/picture',
  },
  dahua: {
    ...{ words: 'Dahua', code: 2, streams: ['0', '1'], time: 'underscores', clock: 'local' },
    live: '/cam/realmonitor?channel={channel}&subtype={stream}',
    playback: '/cam/playback?channel={channel}&subtype={stream}&starttime={start}&endtime={end}',
    snapshot: '/cgi-bin/snapshot.cgi?channel={channel}',
  },
  uniview: {
    ...{ words: 'Uniview', code: 3, streams: ['0', '1'], time: 'unix', clock: 'utc' },
    live: '/unicast/c{channel}/s{stream}/live',
    playback: '/c{channel}/b{start}/e{end}/replay/',
    snapshot: '/LAPI/V1.0/Channels/{channel}/Media/Video/Streams/{stream}/Snapshot',
  },
  // Its recordings are named, not addressed by time: they are found by ONVIF.
  axis: {
    ...{ words: 'Axis', code: 4, streams: ['', '&resolution=640x360'], time: 'iso', clock: 'utc', playback: null },
    live: '/axis-media/media.amp?camera={channel}{stream}',
    snapshot: '/axis-cgi/jpg/image.cgi?camera={channel}',
  },
  // Its recorders are built by several makers, each with addresses of its own; all of them speak ONVIF.
  zkteco: { ...byOnvif, words: 'ZKTeco', code: 5 },
  onvif: { ...byOnvif, words: 'ONVIF', code: 6 },
  generic: { ...byOnvif, words: 'other', code: 7 },
} as const satisfies Readonly<Record<string, MakeAddresses>>;

export type Make = keyof typeof makes;
export const makeNames = Object.keys(makes) as readonly Make[];
export const addressesOf = (make: Make): MakeAddresses => makes[make];
