import type { Privacy } from '../../outbound/envelope/envelope.js';
import type { Trial } from '../../outbound/reader/reader-view.js';
import type { ReaderState } from '../../outbound/reader/reader-store.js';
import { Flag, OneOf, Shown, Text, Texts } from '../common/fields.js';

const privacyLevels = ['ids', 'names', 'photos'] as const;
const privacy =
  'How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures';
const cards = 'Full card numbers are told; they open doors. Otherwise the last four digits are';
const types = 'Types of messages, such as door.forced or access.*; none = all';

/** What all readers of the feed are set by. */
export class ReaderBody {
  @OneOf(privacy, privacyLevels, { optional: true }) privacy?: Privacy;
  @Flag(cards, { optional: true }) cards?: boolean;
  @Texts(types, { optional: true, example: ['access.*', 'door.forced'] }) types?: string[];
  @Text('Where it goes on: now, start (the oldest there is), or behind a position; left out = where it is', {
    optional: true,
    pattern: { is: /^(now|start|\d{1,15})$/, says: 'now, start or a position' },
  })
  after?: string;
}

/** What is set where the body says nothing. */
export const readerViewOf = ({ privacy: level = 'ids', cards: full = false, types: some = [] }: ReaderBody) => ({
  privacy: level,
  cards: full,
  types: some,
});

export class ReaderStatusView {
  @Shown('One gateway is connected and follows the feed') connected!: boolean;
  @Shown('Why it is not connected, or what went wrong last', { type: String, nullable: true }) error!: string | null;
  @Shown('When that was', { type: String, format: 'date-time', nullable: true }) errorAt!: Date | null;
  @Shown('When something was published last', { type: String, format: 'date-time', nullable: true })
  publishedAt!: Date | null;
  @Shown('Everything up to this position has been published') position!: string;
  @Shown('For how many seconds the oldest message that was not published has waited') lagSeconds!: number;
}

export const toReaderStatus = ({
  connected,
  error,
  errorAt,
  publishedAt,
  position,
  lagSeconds,
}: ReaderState): ReaderStatusView => ({
  connected,
  error,
  errorAt,
  publishedAt,
  position: String(position),
  lagSeconds: Math.round(lagSeconds * 10) / 10,
});

export class ReaderView {
  @Shown(privacy, { enum: privacyLevels }) privacy!: Privacy;
  @Shown(cards) cards!: boolean;
  @Shown(types) types!: string[];
  @Shown('Secrets that are set, by name; their values are never shown') secrets!: string[];
  @Shown('How it gets on') status!: ReaderStatusView;
  @Shown('When it was set last', { type: String, format: 'date-time' }) changedAt!: Date;
}

export class TrialView implements Trial {
  @Shown('It can be used as it was given') ok!: boolean;
  @Shown('Milliseconds until that was known') ms!: number;
  @Shown('What was found, or why it failed') detail!: string;
}
