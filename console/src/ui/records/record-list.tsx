import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { callLoosely } from '../../api/call.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import type { Column } from '../column.js';
import { Edited, type Edit } from '../edited.js';
import { ListPage } from '../list-page.js';
import type { ListSearch } from '../page-hooks.js';
import { Removal } from '../removal.js';
import { SidePanel } from '../side-panel.js';
import { toast } from '../toast.js';
import { textOf, type Values } from './field.js';
import { RecordForm } from './record-form.js';
import { addressIn, idIn, titleIn, type Resource } from './resource.js';
import { useSaying } from './use-saying.js';
import { wordsOf, type Saying } from './words.js';

interface RecordListProps {
  readonly resource: Resource;
  readonly search: ListSearch;
  readonly onSearch: (change: ListSearch) => void;
  /** Above it is the heading of the page. */
  readonly isPart?: boolean;
  /** Further filters of the list. */
  readonly query?: Readonly<Record<string, unknown>>;
  readonly columns?: readonly Column<Values>[];
  /** In the panel, above the form. */
  readonly above?: (row: Values) => ReactNode;
  /** And below it. */
  readonly below?: (row: Values) => ReactNode;
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (ticked: ReadonlySet<string>) => void;
  /** In the bar. */
  readonly children?: ReactNode;
}

function columnsOf(resource: Resource, saying: Saying | null): Column<Values>[] {
  const { texts, fields, columns } = resource;
  return columns.flatMap(({ field: name, width, isSorted = false, ...rest }) => {
    const field = fields.find((one) => one.name === name);
    if (!field) return [];
    const title = saying?.t.loose(`${texts}.f-${field.label ?? name}`, name) ?? '';
    const cell = (row: Values) => saying && <bdi>{wordsOf(field, row, saying)}</bdi>;
    return [{ key: name, title, width, cell, ...(isSorted ? { sort: name } : {}), ...rest }];
  });
}

function useSave(resource: Resource, row: Values | undefined, edit: Edit | undefined) {
  const t = useT();
  const client = useQueryClient();
  return async (body: Record<string, unknown>): Promise<Values> => {
    const { [resource.id]: own, ...rest } = body;
    const version = edit ? { ifMatch: edit.ifMatch } : {};
    const id = row ? idIn(resource, row) : String(own);
    const saved = (await (resource.isPut
      ? callLoosely('PUT', addressIn(resource, id), { body: rest, ...version })
      : row
        ? callLoosely('PATCH', addressIn(resource, id), { body, ...version })
        : callLoosely('POST', resource.path, { body }))) as Values;
    edit?.saved({ ...saved, updatedAt: textOf(saved.updatedAt) });
    toast('good', t('records.saved', { name: titleIn(resource, saved) }));
    await client.invalidateQueries();
    return saved;
  };
}

interface EditorProps {
  readonly resource: Resource;
  readonly row?: Values;
  readonly edit?: Edit;
  readonly onSaved: (row: Values) => void;
}

function Editor({ resource, row, edit, onSaved }: EditorProps) {
  const t = useT();
  const may = useMay();
  const save = useSave(resource, row, edit);
  const { texts, key, fields, write } = resource;
  return (
    <RecordForm
      texts={texts}
      fields={fields}
      record={row}
      isReadOnly={!may(write)}
      submit={row ? t('ui.save') : t.loose(`${texts}.${key}-add`, '')}
      onSave={async (body) => onSaved(await save(body))}
    />
  );
}

function Panel({
  resource,
  row,
  above,
  below,
  onClose,
}: EditorProps & Pick<RecordListProps, 'above' | 'below'> & { onClose: () => void }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  if (!row) return null;
  const name = titleIn(resource, row);
  return (
    <SidePanel title={<bdi>{name}</bdi>} onClose={onClose}>
      {above?.(row)}
      <Edited
        key={JSON.stringify(row)}
        record={{ ...row, updatedAt: textOf(row.updatedAt) }}
        fields={resource.fields.map((field) => field.name)}
        topic={resource.topic}
      >
        {(edit) => <Editor resource={resource} row={row} edit={edit} onSaved={() => undefined} />}
      </Edited>
      {below?.(row)}
      {may(resource.write) && !resource.isKept && (
        <Removal
          act={t('records.deleteAct', { name })}
          text={t('records.deleteText')}
          remove={() => callLoosely('DELETE', addressIn(resource, idIn(resource, row)))}
          onGone={() => {
            onClose();
            void client.invalidateQueries();
          }}
        />
      )}
    </SidePanel>
  );
}

/** A list made of a declaration: its columns, and the form of each record. */
export function RecordList(props: RecordListProps) {
  const {
    resource,
    search,
    onSearch,
    isPart = false,
    query = {},
    columns = [],
    above,
    below,
    children,
    ...ticks
  } = props;
  const t = useT();
  const may = useMay();
  const { texts, key, topic, list, icon, isSearched = false, isMadeElsewhere = false, write, fields } = resource;
  const saying = useSaying(texts, fields);
  const asked = { ...(isSearched ? { q: search.q, sort: search.sort, count: 'true' } : {}), ...query };
  const found = useList(topic, list, asked as never);
  const rows = { ...found, rows: found.rows as readonly Values[], isLoading: found.isLoading || saying === null };
  return (
    <ListPage<Values>
      title={t.loose(`${texts}.${key}`, '')}
      isPart={isPart}
      icon={icon}
      none={t.loose(`${texts}.${key}-none`, '')}
      list={rows}
      columns={[...columnsOf(resource, saying), ...columns]}
      keyOf={(row) => idIn(resource, row)}
      search={search}
      onSearch={onSearch}
      hasText={isSearched}
      add={may(write) && !isMadeElsewhere ? t.loose(`${texts}.${key}-add`, '') : undefined}
      newPanel={() => <Editor resource={resource} onSaved={(row) => onSearch({ chosen: idIn(resource, row) })} />}
      panel={(_, row) =>
        row && (
          <Panel
            key={idIn(resource, row)}
            resource={resource}
            row={row}
            onSaved={() => undefined}
            {...(above ? { above } : {})}
            {...(below ? { below } : {})}
            onClose={() => onSearch({ chosen: undefined })}
          />
        )
      }
      {...ticks}
    >
      {children}
    </ListPage>
  );
}
