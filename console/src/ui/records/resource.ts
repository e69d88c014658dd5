import type { ListName } from '../../api/list.js';
import type { Permission } from '../../api/session.js';
import type { IconName } from '../icon.js';
import { textOf, type Field, type Values } from './field.js';

/** A column that shows a field in words. */
interface ShownField {
  readonly field: string;
  readonly width: number;
  /** The gateway sorts by it. */
  readonly isSorted?: boolean;
  readonly isHiddenOnPhone?: boolean;
  readonly isNumber?: boolean;
}

/**
 * A list of the admin API whose records are made, changed and removed in the usual way. Its words are in the file
 * `texts`: `<key>` its title, `<key>-none` where nothing is in it, `<key>-add` the button.
 */
export interface Resource {
  readonly texts: string;
  readonly key: string;
  /** By which the stream has it fetched again. */
  readonly topic: string;
  readonly list: ListName;
  readonly path: string;
  readonly icon: IconName;
  /** The field that is the last part of its address. */
  readonly id: string;
  readonly fields: readonly Field[];
  readonly columns: readonly ShownField[];
  readonly write: Permission;
  /** Looked for, sorted and counted by the gateway. */
  readonly isSearched?: boolean;
  /** Nobody makes one here. */
  readonly isMadeElsewhere?: boolean;
  readonly isKept?: boolean;
  /** Made and changed by PUT under the name that the body has. */
  readonly isPut?: boolean;
}

export const addressIn = ({ path }: Resource, id: string): string => `${path}/${encodeURIComponent(id)}`;

export const idIn = ({ id }: Resource, row: Values): string => textOf(row[id]);

/** What people call it. */
export const titleIn = (resource: Resource, row: Values): string => textOf(row.name) || idIn(resource, row);
