# One image for all roles: `serve` (pages) and `worker` (jobs). Embeddings are left out with --build-arg EMBEDDINGS=0.
FROM python:3.11-slim-bookworm AS build
ARG EMBEDDINGS=1
# Extra options for pip, such as --index-url of a mirror.
ARG PIP_OPTIONS=""
WORKDIR /tradewind
COPY pyproject.toml README.md LICENSE ./
COPY web web
COPY integrations integrations
COPY funnel funnel
COPY advisor advisor
COPY quoting quoting
COPY scoring scoring
COPY content content
COPY foundation foundation
COPY migrations migrations
RUN python -m venv /opt/tradewind \
    && if [ "$EMBEDDINGS" = 0 ]; then extras=""; else extras="[embeddings]"; fi \
    && /opt/tradewind/bin/pip install --no-cache-dir --disable-pip-version-check $PIP_OPTIONS --editable ".$extras" \
    && /opt/tradewind/bin/python -m foundation.locales

FROM python:3.11-slim-bookworm
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /tradewind tradewind \
    && mkdir /data && chown tradewind /data
COPY --from=build /opt/tradewind /opt/tradewind
COPY --from=build /tradewind /tradewind
WORKDIR /tradewind
ENV PATH=/opt/tradewind/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    TRADEWIND_HOST=0.0.0.0 \
    TRADEWIND_DATA=/data \
    TRADEWIND_ENVIRONMENT=production
USER tradewind
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["tradewind"]
CMD ["serve"]
