import { Shown } from '../common/fields.js';

export const severities = ['bad', 'warning', 'news'] as const;

export class AttentionFixView {
  @Shown('What it does', { enum: ['approve', 'sync', 'closeDoor'] }) code!: string;
  @Shown('Method') method!: string;
  @Shown('Path below /admin/v1') path!: string;
  @Shown('Body', { type: Object }) body!: object;
}

export class AttentionItemView {
  @Shown(
    'alarm, pending, offline, rowsRefused, holdNotEnded, firstPassword, webhookDisabled, or warning- with the code of a warning',
  )
  code!: string;
  @Shown('sn, deviceName, doorId, doorName, count, kind, name: as far as the code has them', { type: Object })
  params!: Record<string, string | number>;
  @Shown('How bad it is', { enum: [...severities] }) severity!: (typeof severities)[number];
  @Shown('Since when; null where it is not known', { nullable: true, type: String, format: 'date-time' })
  since!: string | null;
  @Shown('Page of the console; null where there is none for you', { nullable: true, type: String }) link!:
    string | null;
  @Shown('The call that mends it; null where there is none, or where you may not', {
    nullable: true,
    type: AttentionFixView,
  })
  fix!: AttentionFixView | null;
}

export class AttentionView {
  @Shown('What needs somebody now, the worst first', { type: [AttentionItemView] }) items!: AttentionItemView[];
  @Shown('How much there is; the list has 200 at most') total!: number;
}
