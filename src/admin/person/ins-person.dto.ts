import type { PersonInModule } from '../../modules/areaPerson/module-person.service.js';
import { insCategories, insRoles } from '../../modules/ins/ins.dto.js';
import { OneOf, Shown } from '../common/fields.js';

const clears = { optional: true, nullable: true } as const;

export class InsPersonPatch {
  @OneOf('0 ordinary, 1 VIP, 2 blacklist: is not let in; null = ordinary', insCategories, clears)
  category?: number | null;
  @OneOf('Role at FaceKiosk devices: 0 user, 14 super administrator; null = as everywhere', insRoles, clears)
  privilege?: number | null;
}

export class InsPersonView {
  @Shown('Pin') pin!: string;
  @Shown('0 ordinary, 1 VIP, 2 blacklist') category!: number;
  @Shown('Role at FaceKiosk devices; null = as everywhere', { nullable: true, type: Number })
  privilege!: number | null;
}

export const toInsPersonView = ({ pin, category, privilege }: PersonInModule): InsPersonView => ({
  pin,
  category: category ?? 0,
  privilege,
});
