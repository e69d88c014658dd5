import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Body } from '../api/call.js';
import { useMay } from '../api/session.js';
import type { ChangeView } from '../api/types.js';
import { wholeList } from '../api/whole-list.js';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import { usePersonName } from './person-choice.js';
import { tellError } from './told.js';
import './what-if.css';

type Change = Body<'POST /explain/change'>;

type Changed = ChangeView['sample'][number];

function ChangedRight({ pin, change, door }: Pick<Changed, 'pin' | 'change'> & { readonly door: string }) {
  const t = useT();
  const name = usePersonName(pin);
  return (
    <li>
      {t(`change.${change}`)} <bdi>{name}</bdi> <bdi className="muted">{door}</bdi>
    </li>
  );
}

function Sample({ sample }: { readonly sample: readonly Changed[] }) {
  const { data } = useQuery({
    queryKey: ['doors', 'names'],
    queryFn: ({ signal }) => wholeList('GET /doors', { sort: 'name' }, signal),
  });
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  return (
    <ul>
      {sample.map(({ pin, doorId, change }) => (
        <ChangedRight key={`${pin} ${doorId} ${change}`} pin={pin} change={change} door={names.get(doorId) ?? doorId} />
      ))}
    </ul>
  );
}

function Outcome({ would }: { readonly would: ChangeView }) {
  const t = useT();
  const { peopleGaining, peopleLosing, sample, devices } = would;
  const isQuiet = peopleGaining === 0 && peopleLosing === 0;
  const parts = [
    ...(isQuiet ? [t('change.nobody')] : []),
    ...(peopleGaining > 0 ? [t('change.gaining', { count: peopleGaining })] : []),
    ...(peopleLosing > 0 ? [t('change.losing', { count: peopleLosing })] : []),
    t('change.devices', { count: devices.length }),
  ];
  return (
    <div className="what-if-told" role="status">
      <strong>{parts.join(', ')}</strong>
      {sample.length > 0 && <Sample sample={sample} />}
    </div>
  );
}

/** What a change of rights would do, before it is saved. An answer about another change than this one is not shown. */
export function WhatIf({ change }: { readonly change: Change }) {
  const t = useT();
  const may = useMay();
  const stamp = JSON.stringify(change);
  const [told, setTold] = useState<{ readonly of: string; readonly would: ChangeView } | null>(null);
  const attempt = useMutation({
    mutationFn: () => call('POST /explain/change', { body: change }),
    onSuccess: (would) => setTold({ of: stamp, would }),
    onError: tellError(t),
  });
  if (!may('person.read')) return null;
  return (
    <div className="stack">
      <div className="row">
        <Button onPress={() => attempt.mutate()} isPending={attempt.isPending}>
          <Icon name="question" size={16} />
          {t('change.ask')}
        </Button>
      </div>
      {told?.of === stamp && <Outcome would={told.would} />}
    </div>
  );
}
