import { retention, retentionSettings } from '../../operations/retention/retention.js';
import { Int, Shown } from '../common/fields.js';

const meaning = (says: string) => `${says}; null = for ever`;

/** Its fields are those of the declaration. */
export class RetentionBody {
  readonly [setting: string]: number | null | undefined;
}
/** The same in an answer. */
export class RetentionSettingsView {
  readonly [setting: string]: number | null;
}

for (const name of retentionSettings) {
  const { says, minimum: min, maximum: max } = retention[name];
  Int(meaning(says), { optional: true, nullable: true, min, max })(RetentionBody.prototype, name);
  Shown(meaning(says), { type: 'integer', nullable: true })(RetentionSettingsView.prototype, name);
}

const units = ['days', 'months'] as const;

class RetentionItem {
  @Shown('What it is', { enum: retentionSettings.map((name) => retention[name].what) }) what!: string;
  @Shown('Its name among the settings, in `retention`', { enum: retentionSettings }) setting!: string;
  @Shown('In what its limits are', { enum: [...units] }) unit!: (typeof units)[number];
  @Shown('For how long it is kept; null = for ever. Only of what is kept by days', {
    type: 'integer',
    nullable: true,
    required: false,
  })
  days?: number | null;
  @Shown('The same of what is kept by months', { type: 'integer', nullable: true, required: false })
  months?: number | null;
  @Shown('What a new installation begins with', { type: 'integer' }) default!: number;
  @Shown('The least that can be set', { type: 'integer' }) minimum!: number;
  @Shown('The most that can be set', { type: 'integer' }) maximum!: number;
  @Shown('Its size on the disk of the database, with its indexes') bytes!: number;
  @Shown('About how many rows there are: as the statistics of the database tell it') rows!: number;
  @Shown('How old the oldest is; null = there is none', { type: String, format: 'date-time', nullable: true })
  oldest!: Date | null;
}

export class RetentionView {
  @Shown('All that grows', { type: [RetentionItem] }) items!: RetentionItem[];
  @Shown('Events of devices begin here, by their clocks: older months were dropped; null = none was', {
    type: String,
    nullable: true,
  })
  horizon!: string | null;
}
