'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type FileInfo, maxFileSize, sizeWords } from '#lib/file/model.ts'

/** A file on its way to the server, there, or refused. `error` is a sentence for whoever chose it. */
export type Upload =
  | { state: 'none' }
  | { state: 'sending'; file: File; percent: number }
  | { state: 'done'; file: File; info: FileInfo }
  | { state: 'failed'; file: File; error: string }

const unreachable = 'The file could not be sent: files need the network. What you wrote here is kept.'

/** Sends a file as soon as it is chosen. Choosing another one, or leaving, stops it. */
export function useUpload(first: File | undefined) {
  const [upload, setUpload] = useState<Upload>({ state: 'none' })
  const request = useRef<XMLHttpRequest | null>(null)

  const choose = useCallback((file: File) => {
    request.current?.abort()
    if (file.size > maxFileSize) {
      const error = `${file.name} is ${sizeWords(file.size)}. At most ${sizeWords(maxFileSize)} can be attached.`
      return setUpload({ state: 'failed', file, error })
    }
    setUpload({ state: 'sending', file, percent: 0 })
    request.current = send(file, setUpload)
  }, [])
  useEffect(() => {
    if (first) choose(first)
    return () => request.current?.abort()
  }, [first, choose])

  return { upload, choose }
}

/** fetch does not say how far it is. */
function send(file: File, tell: (upload: Upload) => void): XMLHttpRequest {
  const request = new XMLHttpRequest()
  request.open('POST', '/api/v1/files')
  request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
  request.setRequestHeader('X-File-Name', encodeURIComponent(file.name))
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) =>
    tell({ state: 'sending', file, percent: Math.floor((loaded / Math.max(total, 1)) * 100) })
  request.onload = () => {
    // This server's own answers: the file, or problem+json.
    if (request.status === 201) return tell({ state: 'done', file, info: request.response as FileInfo })
    tell({ state: 'failed', file, error: problemOf(request) })
  }
  request.onerror = () => tell({ state: 'failed', file, error: unreachable })
  request.send(file)
  return request
}

function problemOf({ status, response }: XMLHttpRequest): string {
  if (status === 401) return 'Your session ended. Sign in again, then choose the file once more.'
  const detail: unknown =
    response && typeof response === 'object' && 'detail' in response ? response.detail : null
  return typeof detail === 'string' ? detail : `The server answered ${status}. Choose the file once more.`
}
