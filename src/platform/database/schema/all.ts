import { accZones } from './acc-zones.sql.js';
import { attendance } from './attendance.sql.js';
import { audit } from './audit.sql.js';
import { bioTemplates } from './bio-templates.sql.js';
import { cards } from './cards.sql.js';
import { devices } from './devices.sql.js';
import { eventCounts } from './event-counts.sql.js';
import { eventRetention } from './event-retention.sql.js';
import { events } from './events.sql.js';
import { feedPending } from './feed-pending.sql.js';
import { feed } from './feed.sql.js';
import { feedChanges } from './feed-changes.sql.js';
import { levels } from './levels.sql.js';
import { platesIn } from './parking.sql.js';
import { persons } from './persons.sql.js';
import { rowVersions } from './row-versions.sql.js';
import { rules } from './rules.sql.js';
import { spaces } from './spaces.sql.js';

/**
 * Raised with every change of a text in this folder. A gateway does not change what one with a higher number has
 * written. So an older gateway that restarts during an upgrade does not put its own texts back.
 */
export const schemaRevision = 14;

/** All functions, views and triggers in their current form, in the order in which they need each other. */
export const schemaTexts: readonly string[] = [
  platesIn,
  ...feedPending,
  ...feed,
  ...events,
  ...eventCounts,
  ...eventRetention,
  ...accZones,
  ...devices,
  ...persons,
  ...cards,
  ...bioTemplates,
  ...levels,
  ...rules,
  ...attendance,
  ...audit,
  ...feedChanges,
  ...spaces,
  ...rowVersions,
];
