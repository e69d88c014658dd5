import { partsAside, type Aside } from '../../modules/bioTemplate/reported-aside.service.js';
import { Shown } from '../common/fields.js';

export class AsideView {
  @Shown('Names it in take-over and dismiss') id!: string;
  @Shown('Whom the device means') pin!: string;
  @Shown('What it reports: an unknown user, or a value that differs from that of the person', {
    enum: [...partsAside],
  })
  part!: string;
  @Shown('Whether there is a person of that pin') isPerson!: boolean;
  @Shown('The name, if it reports one') name!: string;
  @Shown('The card in decimal, if it reports one') cardNo!: string;
  @Shown('Type of the template or photo', { nullable: true, type: Number }) bioType!: number | null;
  @Shown('Which finger, hand or eye', { nullable: true, type: Number }) no!: number | null;
  @Shown('Part of a template of several', { nullable: true, type: Number }) index!: number | null;
  @Shown('Major version of the algorithm', { nullable: true, type: String }) majorVer!: string | null;
  @Shown('Time of the last report') reportedAt!: string;
}

export const idOf = (key: string) => Buffer.from(key).toString('base64url');
export const keyOf = (id: string) => Buffer.from(id, 'base64url').toString('utf8').replaceAll('\0', '');

export const toAsideView = ({ key, reportedAt, ...aside }: Aside): AsideView => ({
  id: idOf(key),
  ...aside,
  reportedAt: reportedAt.toISOString(),
});
