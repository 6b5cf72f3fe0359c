FROM python:3.11-slim

# The service writes only to its graph folder, as a user who owns nothing else.
RUN useradd --create-home --uid 10001 hur && install -d -o hur /data
WORKDIR /app

COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY graph graph
COPY queries queries
COPY loaders loaders
COPY viz viz
COPY api api
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

USER hur
ENV HUR_GRAPH=/data/graph HUR_HOST=0.0.0.0 HUR_PORT=8000
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]
CMD ["hur", "serve"]
