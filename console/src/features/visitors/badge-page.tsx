import { useState } from 'react';
import { useSession } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { PageLink, usePathValue } from '../../ui/page-hooks.js';
import { Qr } from '../../ui/qr.js';
import { Waiting } from '../../ui/waiting.js';
import { fullName } from './names.js';
import { useVisit, type Visit } from './queries.js';
import './badge.css';

function Face({ path }: { readonly path: unknown }) {
  const [isBroken, setBroken] = useState(false);
  if (typeof path !== 'string' || isBroken) return null;
  return <img className="badge-face" src={path} alt="" onError={() => setBroken(true)} />;
}

/** As it is printed, at its size. The number of the certificate is nobody's business who reads a badge. */
function Badge({ visit }: { readonly visit: Visit }) {
  const t = useT();
  const { site } = useSession();
  const { pin, company, hostName, hostPin, endTime, photos } = visit;
  const { size, photo, qr } = site.badge;
  return (
    <section className={`badge badge-${size}`} aria-label={t('visitors.badge')}>
      <p className="badge-site">
        {t('visitors.visitor')} · <bdi>{site.name === '' ? 'Postern' : site.name}</bdi>
      </p>
      {photo && <Face path={photos.face} />}
      <p className="badge-name">
        <bdi>{fullName(visit)}</bdi>
      </p>
      {company !== '' && (
        <p>
          <bdi>{company}</bdi>
        </p>
      )}
      <p>
        {t('visitors.host')}: <bdi>{hostName || hostPin}</bdi>
      </p>
      <p>
        {t('visitors.untilAt')}: <bdi>{endTime.slice(0, 16)}</bdi>
      </p>
      <div className="badge-code">
        {qr && <Qr text={pin} label={t('visitors.codeOfBadge', { pin })} />}
        <bdi>{pin}</bdi>
      </div>
    </section>
  );
}

export default function BadgePage() {
  const t = useT();
  const id = usePathValue('visit');
  const asked = useVisit(id);
  return (
    <>
      <div className="row no-print">
        <h1 className="grow">{t('visitors.badge')}</h1>
        <PageLink to="/visitors" search={{ tab: 'in', open: `visit.${id}` }}>
          {t('visitors.back')}
        </PageLink>
        {asked.data && (
          <Button kind="main" onPress={() => window.print()}>
            <Icon name="printer" size={16} />
            {t('visitors.print')}
          </Button>
        )}
      </div>
      <Waiting asked={asked} />
      {asked.data && <Badge visit={asked.data} />}
    </>
  );
}
