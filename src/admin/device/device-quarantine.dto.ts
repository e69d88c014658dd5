import { Shown, Text, Texts } from '../common/fields.js';

export const mostIds = 100;

export class QuarantineRetryBody {
  @Texts(`Only these, up to ${mostIds}, by their id in the list; left out = all`, {
    optional: true,
    example: ['p12', 's5'],
  })
  ids?: string[];
  @Text('Where the last answer ended: its nextCursor', { optional: true }) cursor?: string;
}

const text = { nullable: true, type: String } as const;

export class QuarantineEntryView {
  @Shown('Id, for `retry`', { example: 'p12' }) id!: string;
  @Shown('When it came first', { example: '2026-11-22T08:30:01.000Z' }) at!: string;
  @Shown('plain; or sealed, because it may hold what is drawn from bodies, pictures or passwords', {
    enum: ['plain', 'sealed'],
    example: 'plain',
  })
  kind!: string;
  @Shown('Path of the request, without its parameters; null where it is sealed', {
    ...text,
    example: '/iclock/cdata',
  })
  path!: string | null;
  @Shown('Table, in lower case; empty where the request names none', { example: 'rtlog' }) table!: string;
  @Shown('Why it is here', { example: 'no real time: "2026-13-22 08:30:00"' }) reason!: string;
  @Shown('How often the very same came', { example: 1 }) times!: number;
  @Shown('Bytes, as they are kept', { example: 64 }) size!: number;
  @Shown('How it begins, with *** for what may be a card, a password or a template; null where it is sealed', {
    ...text,
    example: 'time=2026-13-22 08:30:00 pin=7 cardno=*** event=0 index=41',
  })
  peek!: string | null;
  @Shown('When it was last tried again', { ...text, example: null }) retriedAt!: string | null;
  @Shown('Why it stayed then', { ...text, example: null }) stays!: string | null;
}

export class QuarantineRetriedView {
  @Shown('Rows that were missing here and are stored now', { example: 1 }) stored!: number;
  @Shown('Rows that are stored since long', { example: 12 }) repeated!: number;
  @Shown('Bodies of which something still cannot be read: they stay, with the reason', { example: 2 }) kept!: number;
  @Shown('Whether there are further ones, which a call with this cursor tries', { example: false }) more!: boolean;
  @Shown('Where the next call continues; null = all were tried', { ...text, example: null }) nextCursor!: string | null;
}
