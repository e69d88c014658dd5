import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** Pixels that it wants; columns share what is left by these numbers. */
  readonly width: number;
  /** Pixels below which it does not shrink: a time that is cut is no time. */
  readonly least?: number;
  /** The name of the field for `sort=`; none = it cannot be sorted by. */
  readonly sort?: string;
  readonly isHiddenOnPhone?: boolean;
  readonly isNumber?: boolean;
  readonly cell: (row: Row) => ReactNode;
}
