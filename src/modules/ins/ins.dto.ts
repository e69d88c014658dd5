import { Choice, Text } from '../../facade/fields.js';

/** The category of a person on a FaceKiosk: an ordinary person, a VIP, or one who is not let in. */
export const insCategories = [0, 1, 2] as const;
/** Roles at a FaceKiosk: user, super administrator. */
export const insRoles = [0, 14] as const;

export class EditInsPersonParams {
  @Text('Person number', { missing: 'pinMissing', aliases: ['pin'], example: '1' }) personPin!: string;
  @Choice('0 ordinary, 1 VIP, 2 blacklist: is not let in', insCategories, { example: 0 }) category?: number;
  @Choice('Role at FaceKiosk devices: 0 user, 14 super administrator', insRoles, { example: 0 }) perDevAuth?: number;
}
