import type { PanelEvent, StoredEvent } from './journal.js';
import type { PanelRow } from './memory.js';
import type { PanelParts } from './parts.js';
import { photo } from './bodies.js';
import type { Upload } from './upload.js';

/** The result of linkages for an event: outputs are switched already, events and pictures still have to be sent. */
export interface Linked {
  readonly events: readonly PanelEvent[];
  readonly cameras: readonly PanelRow[];
}

const linkage = 6;
const cameraLinkage = 231;
/** Events of linkages trigger no further linkages. */
const ownEvents: ReadonlySet<number> = new Set([linkage, cameraLinkage, 12, 13]);
const hold = 255;

/** Rows of inoutfun that an event triggers (Access PUSH 9.1.1, linkage details). InAddr 0 is any place. */
export function linkedTo(parts: PanelParts, event: StoredEvent): Linked {
  const rows = ownEvents.has(event.event)
    ? []
    : parts.memory
        .rows('inoutfun')
        .filter((row) => row.get('eventtype') === String(event.event))
        .filter((row) => ['0', String(event.door)].includes(row.get('inaddr') ?? '0'));
  const cameras = rows.filter((row) => row.get('outtype') === '2');
  const events = rows.flatMap((row) => {
    if (row.get('outtype') !== '2') act(parts, row);
    return [eventOf(row, event)];
  });
  return { events, cameras };
}

/** Reserved: 16 locks the door, 32 unlocks it; otherwise OutTime says how long it opens, 0 closes. */
function act({ doors, clock, settings }: PanelParts, row: PanelRow): void {
  const [address, time] = [Number(row.get('outaddr')), Number(row.get('outtime'))];
  const action = Number(row.get('reserved') ?? 0) & 0xf0;
  const seconds = time === hold ? 'hold' : time;
  if (row.get('outtype') === '1') {
    if (address <= settings.number('AuxOutCount') && seconds !== 0)
      doors.auxOpened.push({ door: address, seconds, at: clock.wall() });
    return;
  }
  if (action !== 0) doors.lock(address, action === 16);
  else if (seconds === 0) doors.close(address);
  else doors.open(address, seconds, clock.wall());
}

/** `verifytype` of a linkage event is the event that triggered it (appendix 2). */
function eventOf(row: PanelRow, cause: StoredEvent): PanelEvent {
  const isCamera = row.get('outtype') === '2';
  return {
    event: isCamera ? cameraLinkage : linkage,
    door: cause.door,
    pin: cause.pin ?? '0',
    cardNo: cause.cardNo ?? '0',
    verifyType: cause.event,
    more: { linkid: row.get('index') ?? '0' },
  };
}

/** Pictures of the camera (7.15). OutTime, lowest byte first: photo, video, seconds before, seconds after. */
export function cameraUpload(row: PanelRow, event: StoredEvent): Upload {
  const bytes = Number(row.get('outtime') ?? 0);
  const video = ((bytes >> 8) & 0xff) === 0 ? '' : `1-${(bytes >> 16) & 0xff}-${(bytes >> 24) & 0xff}`;
  const name = `${event.time.replaceAll(/\D/g, '')}-link-ch0.jpg`;
  const picture = (bytes & 0xff) === 0 ? '' : photo;
  return {
    call: 'cdata',
    query: 'table=linkphotoinfo',
    body: `LogIndex=${event.index}\tPhotoInfo=${name}\tLinkVideo=${video}\tPhotoData=${picture}\r\n`,
  };
}
