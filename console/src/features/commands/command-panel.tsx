import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import type { CommandView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { orderWords } from '../../ui/order-words.js';
import { PageLink } from '../../ui/page-hooks.js';
import { SidePanel } from '../../ui/side-panel.js';
import { Time } from '../../ui/time.js';
import { tellError } from '../../ui/told.js';
import { Waiting } from '../../ui/waiting.js';

/** What happened to it so far, in the order in which it happened. */
function Steps({ command: { createdAt, sentAt, finishedAt, expiresAt, status, attempts } }: OneProps) {
  const t = useT();
  const hasEnded = finishedAt !== null;
  return (
    <ol className="command-steps">
      <li>
        {t('ui.command-queued')} <Time at={createdAt} isWhole />
      </li>
      {sentAt !== null && (
        <li>
          {t('ui.command-sent')} <Time at={sentAt} isWhole />
          {attempts > 1 && <span className="muted"> {t('commands.attempts', { count: attempts })}</span>}
        </li>
      )}
      {hasEnded && (
        <li className={status === 'failed' || status === 'unanswered' ? 'bad' : ''}>
          {t.loose(`ui.command-${status}`, status)} <Time at={finishedAt} isWhole />
        </li>
      )}
      {!hasEnded && expiresAt !== null && (
        <li className="muted">
          {t('commands.until')} <Time at={expiresAt} isWhole />
        </li>
      )}
    </ol>
  );
}

interface OneProps {
  readonly command: CommandView;
}

function Facts({ command: { sn, type, origin, text, returnCode, returnMeaning, answer } }: OneProps) {
  const t = useT();
  return (
    <dl className="facts">
      <dt>{t('commands.device')}</dt>
      <dd>
        <PageLink to={`/devices/${encodeURIComponent(sn)}`}>
          <bdi>{sn}</bdi>
        </PageLink>
      </dd>
      <dt>{t('orders.kind')}</dt>
      <dd>
        <bdi>{type}</bdi>
      </dd>
      <dt>{t('commands.origin')}</dt>
      <dd>{t.loose(`commands.origin-${origin}`, origin)}</dd>
      {text !== null && <dt>{t('ui.command-text')}</dt>}
      {text !== null && (
        <dd>
          <bdi>{text}</bdi>
        </dd>
      )}
      {returnCode !== null && <dt>{t('ui.command-answer')}</dt>}
      {returnCode !== null && <dd>{`${String(returnCode)} ${returnMeaning ?? ''}`}</dd>}
      {answer !== null && <dt>{t('commands.reported')}</dt>}
      {answer !== null && (
        <dd>
          <bdi>{JSON.stringify(answer)}</bdi>
        </dd>
      )}
    </dl>
  );
}

/** What a device has got already cannot be taken back for certain. */
function Cancel({ command: { id, status } }: OneProps) {
  const t = useT();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => call('POST /commands/{id}/cancel', { path: { id: String(id) } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['commands'] }),
    onError: tellError(t),
  });
  if (status !== 'queued' && status !== 'sent') return null;
  return (
    <div className="stack">
      <div className="row">
        <Button isPending={cancel.isPending} onPress={() => cancel.mutate()}>
          {t('commands.cancel')}
        </Button>
      </div>
      {status === 'sent' && <p className="small muted">{t('commands.cancelSent')}</p>}
    </div>
  );
}

export function CommandPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useT();
  const may = useMay();
  const asked = useQuery({
    queryKey: ['commands', 'one', id],
    queryFn: ({ signal }) => call('GET /commands/{id}', { path: { id }, signal }),
  });
  const command = asked.data;
  return (
    <SidePanel
      title={<bdi>{`${command ? orderWords(t, command) : t('ui.command-type')} ${id}`}</bdi>}
      onClose={onClose}
    >
      <Waiting asked={asked} />
      {command && (
        <>
          <Steps command={command} />
          <Facts command={command} />
        </>
      )}
      {command && may('command') && <Cancel command={command} />}
    </SidePanel>
  );
}
