import { Notice } from '#components/ui/notice.tsx'

/** Shown where SitRep was opened under an address that is not its own: there nobody stays signed in. */
export function AddressNotice({ url }: { url: string }) {
  return (
    <div className="mb-5">
      <Notice title="This is not the address that SitRep is set up for">
        Open it at{' '}
        <a className="link" href={url}>
          {new URL(url).origin}
        </a>
        . Whoever runs SitRep changes that with PUBLIC_URL.
      </Notice>
    </div>
  )
}
