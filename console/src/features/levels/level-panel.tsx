import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { Edited } from '../../ui/edited.js';
import { Members } from '../../ui/members.js';
import { SidePanel } from '../../ui/side-panel.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { LevelForm } from './level-form.js';

type Level = Answer<'GET /access-levels/{id}'>;

export function NewLevel({ onMade }: { readonly onMade: (id: string) => void }) {
  const t = useT();
  const client = useQueryClient();
  return (
    <LevelForm
      submit={t('levels.add')}
      onSave={async (body) => {
        const { id } = await call('POST /access-levels', { body });
        await client.invalidateQueries({ queryKey: ['levels'] });
        onMade(id);
      }}
    />
  );
}

function Editor({ level }: { readonly level: Level }) {
  const t = useT();
  const client = useQueryClient();
  return (
    <Edited record={level} fields={['name', 'timeZoneId', 'doorIds']} topic="levels">
      {({ ifMatch, saved }) => (
        <LevelForm
          level={level}
          submit={t('ui.save')}
          onSave={async (body) => {
            saved(await call('PATCH /access-levels/{id}', { path: { id: level.id }, body, ifMatch }));
            toast('good', t('levels.saved', { name: body.name }));
            await client.invalidateQueries({ queryKey: ['levels'] });
          }}
        />
      )}
    </Edited>
  );
}

function Removal({ level, onGone }: { readonly level: Level; readonly onGone: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { id, name } = level;
  const remove = useMutation({
    mutationFn: () => call('DELETE /access-levels/{id}', { path: { id } }),
    onSuccess: () => {
      onGone();
      return client.invalidateQueries({ queryKey: ['levels'] });
    },
    onError: tellError(t),
  });
  return (
    <div className="row">
      <Button kind="danger" onPress={() => setOpen(true)}>
        {t('ui.delete')}
      </Button>
      <Confirm
        title={t('ui.delete')}
        text={t('levels.deleteText')}
        act={t('levels.deleteAct', { name })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onAct={() => remove.mutate()}
      />
    </div>
  );
}

/** Departments whose people get it by themselves. */
function UsedBy({ level: { usedBy } }: { readonly level: Level }) {
  const t = useT();
  if (usedBy.length === 0) return null;
  return (
    <p>
      {t('levels.usedBy')}{' '}
      {usedBy.map(({ kind, id, name }, at) => (
        <span key={`${kind} ${id}`}>
          {at > 0 && ', '}
          {kind === 'department' ? <bdi>{name}</bdi> : t('levels.usedBySetting')}
        </span>
      ))}
    </p>
  );
}

/** A level: what it opens and when, and who has it. */
export function LevelPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useT();
  const may = useMay();
  const asked = useQuery({
    queryKey: ['levels', 'one', id],
    queryFn: ({ signal }) => call('GET /access-levels/{id}', { path: { id }, signal }),
  });
  const level = asked.data;
  return (
    <SidePanel title={<bdi>{level?.name ?? t('levels.level')}</bdi>} onClose={onClose}>
      <Waiting asked={asked} />
      {level && (
        <>
          <Editor level={level} />
          <UsedBy level={level} />
          <Members
            topic="levels"
            list="GET /access-levels/{id}/persons"
            path={{ id }}
            address={`/access-levels/${encodeURIComponent(id)}/persons`}
            mayChange={may('level')}
          />
          {may('level') && <Removal level={level} onGone={onClose} />}
        </>
      )}
    </SidePanel>
  );
}
